"""What differs between two sets of records: two runs, two versions of the program, two versions of a report."""
