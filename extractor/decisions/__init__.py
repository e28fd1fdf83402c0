"""What persons decided about values that were read: an append-only log, and records with the decided values."""
