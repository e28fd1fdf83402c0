"""Files that are handed in: kept, queued in the store, read through the fence, told of by webhooks."""
