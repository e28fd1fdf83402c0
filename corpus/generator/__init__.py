"""Generator of whole documents with gold labels by construction; nothing of the product imports it."""
