"""Workbooks: sheets of Excel 2007 and later; older ones and those of other programs are converted to them first."""
