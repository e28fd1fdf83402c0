"""Files that cannot be read, for tests of errors; cut from or locked around a whole page."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pikepdf

from corpus.building.files import save_docx, save_pdf

PASSWORD = "vanthu"
MISREAD = "Báo cáo sô 12 cua xã, kính gui Só.\n"


def build(folder: Path) -> None:
    """Write the broken files into `folder`/broken."""
    target = folder / "broken"
    target.mkdir(exist_ok=True)
    document = docx.Document()
    document.add_paragraph("BÁO CÁO")
    save_docx(document, target / "whole.docx")
    whole = (target / "whole.docx").read_bytes()
    (target / "whole.docx").unlink()
    (target / "truncated.docx").write_bytes(whole[: len(whole) // 2])
    save_pdf(document, target / "whole.pdf")
    whole_pdf = (target / "whole.pdf").read_bytes()
    (target / "whole.pdf").unlink()
    (target / "truncated.pdf").write_bytes(whole_pdf[: len(whole_pdf) // 3])
    _encrypt(whole_pdf, target / "encrypted.pdf")
    (target / "garbage.bin").write_bytes(bytes((index * 73 + index // 7 * 31) % 256 for index in range(512)))
    (target / "latin1-bytes.txt").write_bytes(MISREAD.encode("latin-1"))
    (target / "zip-without-document.docx").write_bytes(_zip_of_settings())


def _encrypt(whole: bytes, target: Path) -> None:
    """A user password with a static identifier, so that the bytes stay the same."""
    with pikepdf.open(BytesIO(whole)) as pdf:
        lock = pikepdf.Encryption(
            user=PASSWORD, owner=PASSWORD, R=3, allow=pikepdf.Permissions(), aes=False, metadata=False
        )
        pdf.save(target, encryption=lock, static_id=True)


def _zip_of_settings() -> bytes:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr(zipfile.ZipInfo("settings.ini", (2026, 1, 1, 0, 0, 0)), "no document here")
    return raw.getvalue()
