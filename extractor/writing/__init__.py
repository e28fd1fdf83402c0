"""Records to files that people and other programs open."""
