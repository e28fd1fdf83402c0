"""Writes documents: Word files with fixed zip dates, PDF by LibreOffice, the same bytes each time."""

import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
from docx.document import Document

WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
ZIP_DATE = (2026, 1, 1, 0, 0, 0)


def save_docx(document: Document, target: Path) -> None:
    """Write the document without a trace of the time of writing."""
    properties = document.core_properties
    properties.created = properties.modified = WRITTEN
    properties.author = properties.last_modified_by = ""
    properties.comments = properties.title = ""
    raw = BytesIO()
    document.save(raw)
    target.write_bytes(_fix_dates(raw.getvalue()))


def _fix_dates(raw: bytes) -> bytes:
    settled = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            copy.writestr(zipfile.ZipInfo(name, ZIP_DATE), source.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()


def save_pdf(document: Document, target: Path) -> None:
    """Render the document with LibreOffice. Raises CalledProcessError where `soffice` fails."""
    target.write_bytes(render(document))


def render(document: Document) -> bytes:
    """The PDF of a document, without dates and producer."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.docx"
        save_docx(document, source)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        with pikepdf.open(source.with_suffix(".pdf")) as pdf:
            return settle(pdf)


def settle(pdf: pikepdf.Pdf) -> bytes:
    """Bytes of a PDF with an identifier made from its content."""
    for key in ("/Info", "/DocChecksum", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
    raw = BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(raw, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return raw.getvalue()
