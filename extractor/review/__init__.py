"""What a person has to look at in a record, and where it stands, in words."""
