"""The reviewer's desk: pages on which a person settles what the program could not, each value beside its place."""
