"""From the reader's text to passages that rules can read, with the map back to every source character."""
