"""Vietnamese text of the years before Unicode: encodings by font name, by the letters of a text, by bytes."""
