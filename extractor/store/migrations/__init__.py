"""Steps from one form of the store to the next, each with its way back."""
