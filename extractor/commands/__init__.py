"""The command line: arguments, progress, exit codes; the work is done by `extractor.fence`."""
