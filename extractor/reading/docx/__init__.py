"""Word documents (Office Open XML, transitional and strict) as source text; nothing is rendered.

The package is read with `zipfile` and `lxml` directly: python-docx refuses a package with one dangling
relationship, and knows neither effective formatting nor the numbers of lists, most of what is needed here.
"""
