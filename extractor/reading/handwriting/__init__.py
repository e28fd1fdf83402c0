"""Handwriting on scanned heads: digits that were filled in by hand behind `Số:` and between `ngày` and `tháng`."""

from extractor.reading.handwriting.find import SURE, Handwritten, Looked, look
from extractor.reading.handwriting.places import find_places
from extractor.reading.handwriting.settle import UNREAD, Settled, settle

__all__ = ["SURE", "UNREAD", "Handwritten", "Looked", "Settled", "find_places", "look", "settle"]
