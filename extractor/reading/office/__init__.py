"""Files of other office programs and of the years before 2007, through LibreOffice."""
