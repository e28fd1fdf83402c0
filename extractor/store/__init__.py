"""What was read, kept: originals by content, records by version, files by path; in SQLite or PostgreSQL."""
