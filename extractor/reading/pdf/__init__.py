"""Digital PDF: glyphs, rulings and appearances of each page in one pass of pdfium, set as lines and grids."""
