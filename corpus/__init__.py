"""Sample documents of the project and the scripts that build them; nothing imports this package."""
