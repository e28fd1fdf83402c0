"""A drawn page as a picture file: JPEG, for it is written ten times as fast as what is smaller."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from extractor.reading.ocr.picture import Colour

_QUALITY = 85
_GREY = 6
"""Most difference of the channels on a page without colour; scanners and JPEG leave a little."""


def picture_file(drawn: Colour) -> bytes:
    """The bytes of the file; one channel for a page without colour."""
    red, green, blue = cv2.split(drawn)
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    picture = Image.fromarray(np.asarray(green) if int(spread.max()) <= _GREY else drawn)
    out = BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
