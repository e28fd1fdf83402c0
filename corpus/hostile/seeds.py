"""The whole files that are damaged: the samples, and small ones of every other format, made here."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path

import openpyxl
from PIL import Image, ImageDraw

_SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TEXT = "Số: 12/BC-UBND\nBÁO CÁO\nKết quả thực hiện công tác xã hội\nToàn xã có 05 cộng tác viên."
_LETTERHEAD = ("ỦY BAN NHÂN DÂN", "XÃ VÍ DỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", *_TEXT.split("\n"))


@lru_cache(maxsize=1)
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Whole files by format."""
    by_suffix: dict[str, list[bytes]] = {"pdf": [], "docx": [], "txt": []}
    for path in sorted(_SAMPLES.iterdir()):
        if path.suffix[1:] in by_suffix and path.stat().st_size:
            by_suffix[path.suffix[1:]].append(path.read_bytes())
    found = {name: tuple(files) for name, files in by_suffix.items()}
    text, word, pdf = found["txt"][0], found["docx"][0], found["pdf"][0]
    found |= {name: (_picture(name, 0), _picture(name, 1)) for name in ("png", "jpeg", "tiff")}
    found["zip"] = (_zip({"a.txt": text, "b/c.docx": word}), _zip({"x.pdf": pdf, "y.txt": text}))
    found["eml"] = (_mail(text, "a.txt"), _mail(word, "b.docx"))
    found["xlsx"] = (_workbook(5), _workbook(40))
    found["rtf"] = (_rtf(1), _rtf(9))
    found["html"] = (_html(2), _html(30))
    found["edxml"] = (_exchange("12", text), _exchange("7", word))
    return found


def _picture(name: str, page: int) -> bytes:
    image = Image.new("L", (420, 160), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(_LETTERHEAD[page:]):
        draw.text((10, 10 + 18 * number), line.encode("ascii", "replace").decode(), fill=0)
    out = io.BytesIO()
    frames = {"save_all": True, "append_images": [image.rotate(90)]} if name == "tiff" else {}
    image.save(out, name, dpi=(100, 100), **frames)
    return out.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _mail(data: bytes, name: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "Báo cáo"
    mail.set_content(_TEXT)
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    mail.set_boundary("=-=-=")
    return mail.as_bytes()


def _workbook(rows: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Danh sách", 0)
    for number in range(rows):
        sheet.append([number, "Nguyễn Văn Mẫu", "Cộng tác viên", 1_000_000])
    sheet.merge_cells("A1:B1")
    out = io.BytesIO()
    book.save(out)
    # The library writes the time of saving into the package: the same number has to give the same file.
    with zipfile.ZipFile(out) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
    return _zip(members)


def _rtf(paragraphs: int) -> bytes:
    text = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in _TEXT)
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}" + f"\\par {text}" * paragraphs + "}").encode()


def _html(rows: int) -> bytes:
    cells = "".join(f"<tr><td>{n}</td><td colspan=2>Nguyễn Văn Mẫu</td></tr>" for n in range(rows))
    lines = "".join(f"<p>{line}</p>" for line in _LETTERHEAD)
    return f"<!DOCTYPE html><html><body>{lines}<table>{cells}</table></body></html>".encode()


def _exchange(number: str, data: bytes) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">'
        "<edXMLEnvelope><edXMLHeader><MessageHeader><Code><CodeNumber>" + number + "</CodeNumber>"
        "<CodeNotation>BC-UBND</CodeNotation></Code><PromulgationInfo><Place>Ví Dụ</Place>"
        "<PromulgationDate>2026/03/02</PromulgationDate></PromulgationInfo><Subject>Báo cáo</Subject></MessageHeader>"
        "</edXMLHeader></edXMLEnvelope><AttachmentEncoded><Attachment><AttachmentName>a.txt</AttachmentName>"
        "<ContentTransferEncoded>" + base64.b64encode(data).decode() + "</ContentTransferEncoded></Attachment>"
        "</AttachmentEncoded></edXML>"
    ).encode()
