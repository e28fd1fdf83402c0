"""What the parts say: citations, counts, requests, figures, targets."""
