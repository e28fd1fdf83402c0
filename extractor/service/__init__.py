"""The interface for other systems: uploads, jobs, documents, exports, webhooks, accounts; described by OpenAPI."""
