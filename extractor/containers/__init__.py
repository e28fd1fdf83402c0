"""Files that hold documents: archives, letters with attachments, packages of document exchange."""
