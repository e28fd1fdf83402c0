"""The server: pages and interface put together, what every answer carries, and the process that listens."""
