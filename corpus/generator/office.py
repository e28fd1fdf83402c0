"""LibreOffice: many Word files to PDF in one call, and the pages of their tables."""

import subprocess
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

EXPORT = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
BATCH = 40


def convert(documents: dict[str, bytes]) -> Iterator[tuple[str, bytes, dict[int, tuple[int, int]]]]:
    """Name, PDF, and first and last page of each table (from 1, by its index) of every document, in order of names.

    Raises CalledProcessError where `soffice` fails.
    """
    names = sorted(documents)
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        with tempfile.TemporaryDirectory() as folder:
            for name in batch:
                (Path(folder) / f"{name}.docx").write_bytes(documents[name])
            _run(folder, batch)
            for name in batch:
                yield (name, *_settled(Path(folder) / f"{name}.pdf"))


def _run(folder: str, names: list[str]) -> None:
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        EXPORT,
    ]
    command += ["--outdir", folder, *(f"{folder}/{name}.docx" for name in names)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def _settled(path: Path) -> tuple[bytes, dict[int, tuple[int, int]]]:
    """The PDF without dates and destinations, its identifier made from its content."""
    with pikepdf.open(path) as pdf:
        pages = _table_pages(pdf)
        for key in ("/Info", "/DocChecksum", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        for key in ("/Metadata", "/Names", "/Dests", "/OpenAction"):
            if key in pdf.Root:
                del pdf.Root[key]
        raw = BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(raw, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return raw.getvalue(), pages


def _table_pages(pdf: pikepdf.Pdf) -> dict[int, tuple[int, int]]:
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages, 1)}
    found: dict[str, int] = {}
    dests = pdf.Root.get("/Dests")
    pairs: list[tuple[object, Any]] = list(dests.items()) if dests is not None else []
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        pairs += list(tree.items())
    for name, target in pairs:
        bare = str(name).lstrip("/")
        where = target.get("/D") if isinstance(target, pikepdf.Dictionary) else target
        if bare.startswith(("bang", "cuoi")) and where is not None:
            found[bare] = numbers[where[0].objgen]
    starts = {name.removeprefix("bang"): page for name, page in found.items() if name.startswith("bang")}
    return {int(index): (page, found.get(f"cuoi{index}", page)) for index, page in starts.items()}
