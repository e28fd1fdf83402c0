"""Pages of the samples as pictures, as a scanner would give them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

SAMPLES = Path(__file__).parents[4] / "corpus" / "samples"
DPI = 200


def sample(name: str) -> bytes:
    """A sample's bytes."""
    return (SAMPLES / name).read_bytes()


def picture(data: bytes, index: int = 0, dpi: int = DPI) -> np.ndarray:
    """A page as height × width × 3."""
    document = pdfium.PdfDocument(data)
    shown = document[index].render(scale=dpi / 72, rev_byteorder=True).to_numpy()[..., :3].copy()
    document.close()
    return np.asarray(shown)


def askew(page: np.ndarray, degrees: float) -> np.ndarray:
    """The page turned about its middle, counter-clockwise, on white ground."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return np.asarray(turned)


def sealed(page: np.ndarray, centre: tuple[int, int], radius: int) -> np.ndarray:
    """The page with a red round seal pressed over it, through which print shows."""
    stamp = np.full_like(page, 255)
    cv2.circle(stamp, centre, radius, (220, 30, 40), 10)
    cv2.circle(stamp, centre, radius // 2, (220, 30, 40), 8)
    return np.asarray(np.minimum(page, stamp))


def encoded(pages: Sequence[np.ndarray], kind: str) -> bytes:
    """A picture file (`PNG`, `JPEG`, `TIFF`) or a `PDF` of nothing but pictures."""
    target = io.BytesIO()
    first, *others = (Image.fromarray(page) for page in pages)
    several = {"save_all": True, "append_images": others} if others else {}
    resolution = {"resolution": float(DPI)} if kind == "PDF" else {"dpi": (DPI, DPI)}
    first.save(target, kind, **resolution, **several)
    return target.getvalue()


def joined(*files: bytes) -> bytes:
    """One PDF with the pages of several."""
    whole = pdfium.PdfDocument.new()
    for data in files:
        whole.import_pages(pdfium.PdfDocument(data))
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()
