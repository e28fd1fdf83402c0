"""What Python's ZIP library raises on archives that are damaged, or made to do damage."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    struct.error,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
    RuntimeError,
)
"""The last for members that ask for a password, and for recursion."""
