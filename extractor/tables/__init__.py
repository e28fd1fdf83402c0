"""Tables as drawn to tables with header paths, typed cells and row kinds."""
