"""A folder of files to a store of records: finished whatever happens, nothing read twice."""
