"""Who may do what: people, sessions, tokens, roles and scopes, CSRF, rate limits, the audit log."""
