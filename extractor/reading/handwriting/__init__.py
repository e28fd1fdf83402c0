"""Handwriting on scanned heads: digits that were filled in by hand behind `Số:` and between `ngày` and `tháng`."""

from extractor.reading.handwriting.find import SURE, UNREAD, Handwritten, Settled, find_handwriting, settle
from extractor.reading.handwriting.places import find_places

__all__ = ["SURE", "UNREAD", "Handwritten", "Settled", "find_handwriting", "find_places", "settle"]
