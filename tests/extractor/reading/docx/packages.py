"""Small Word documents built in memory from fragments of WordprocessingML."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from extractor.reading.source import Paragraph, SourceText

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOTS = {"header": "hdr", "footer": "ftr"}


def run(text: str, properties: str = "") -> str:
    """A run with its direct properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "") -> str:
    """A paragraph of one plain run, or none where the text is empty."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relationships(kinds: Mapping[str, str]) -> str:
    """A relationships part: targets by id, the kind of each being its id without digits."""
    edges = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("0123456789")}" Target="{target}"/>'
        for name, target in kinds.items()
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{edges}</Relationships>'


def parts_of(body: str, **others: str) -> dict[str, str | bytes]:
    """Parts of a document; `others`: inner XML of parts by kind (`styles`, `header1`, `footnotes`)."""
    found: dict[str, str | bytes] = {
        "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relationships({name: f"{name}.xml" for name in others}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, inner in others.items():
        kind = name.rstrip("0123456789")
        root = _ROOTS.get(kind, kind)
        found[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"
    return found


def document(body: str, **others: str) -> bytes:
    """A Word document with this body."""
    return package(parts_of(body, **others))


def lines(source: SourceText) -> list[str]:
    """Texts of the paragraphs of the flow, line breaks as line feeds."""
    return [
        "\n".join(source.text[piece.start : piece.end] for piece in item.slices)
        for item in source.flow
        if isinstance(item, Paragraph)
    ]


def marked(source: SourceText, mark: str) -> list[str]:
    """Texts under a mark."""
    return [source.text[span.start : span.end] for span in source.spans if span.mark.value == mark]
