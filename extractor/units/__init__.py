"""Administrative units of Viet Nam with validity dates, and the unit that an issuing body belongs to."""
