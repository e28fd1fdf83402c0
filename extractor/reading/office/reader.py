"""Bytes of an old or foreign office file to `SourceText`: converted by LibreOffice, then read as DOCX or XLSX."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from extractor.budget import Budget
from extractor.reading.office import ole, packages
from extractor.reading.office.convert import Conversion, convert
from extractor.reading.source import SourceText

WORD_MEDIA_TYPE: Final = "application/msword"
EXCEL_MEDIA_TYPE: Final = "application/vnd.ms-excel"
RTF_MEDIA_TYPE: Final = "application/rtf"

_DOCX: Final = ("docx", "MS Word 2007 XML")
_XLSX: Final = ("xlsx", "Calc MS Excel 2007 XML")

WORD: Final = Conversion("doc", "MS Word 97", *_DOCX)
WORD_95: Final = Conversion("doc", "MS WinWord 6.0", *_DOCX)
RTF: Final = Conversion("rtf", "Rich Text Format", *_DOCX)
ODF_TEXT: Final = Conversion("odt", "writer8", *_DOCX)
EXCEL: Final = Conversion("xls", "MS Excel 97", *_XLSX)
EXCEL_95: Final = Conversion("xls", "MS Excel 5.0/95", *_XLSX)
ODF_SHEET: Final = Conversion("ods", "calc8", *_XLSX)
BINARY_SHEET: Final = Conversion("xlsb", "Calc MS Excel 2007 Binary", *_XLSX)


def read_word(data: bytes, budget: Budget) -> SourceText:
    """A .doc of Word 6 and later.

    Raises:
        ReadError: a child of it, as `convert` and the DOCX reader do.
    """
    conversion = WORD_95 if ole.kind_of(data) is ole.Kind.WORD_95 else WORD
    return _as_document(data, conversion, WORD_MEDIA_TYPE, budget)


def read_rtf(data: bytes, budget: Budget) -> SourceText:
    """A .rtf; raises as `read_word`."""
    return _as_document(data, RTF, RTF_MEDIA_TYPE, budget)


def read_odf_text(data: bytes, budget: Budget) -> SourceText:
    """A .odt; raises as `read_word`."""
    return _as_document(data, ODF_TEXT, packages.Kind.ODF_TEXT, budget)


def read_excel(data: bytes, budget: Budget) -> SourceText:
    """A .xls of Excel 5 and later; raises as `convert` and the XLSX reader do."""
    conversion = EXCEL_95 if ole.kind_of(data) is ole.Kind.EXCEL_95 else EXCEL
    return _as_sheets(data, conversion, EXCEL_MEDIA_TYPE, budget)


def read_odf_sheet(data: bytes, budget: Budget) -> SourceText:
    """A .ods; raises as `read_excel`."""
    return _as_sheets(data, ODF_SHEET, packages.Kind.ODF_SHEET, budget)


def read_binary_sheet(data: bytes, budget: Budget) -> SourceText:
    """A .xlsb; raises as `read_excel`."""
    return _as_sheets(data, BINARY_SHEET, packages.Kind.BINARY_SHEET, budget)


def _as_document(data: bytes, conversion: Conversion, media_type: str, budget: Budget) -> SourceText:
    from extractor.reading.docx.reader import read  # noqa: PLC0415 -- beside the reader of sheets

    return replace(read(convert(data, conversion, budget)), media_type=media_type)


def _as_sheets(data: bytes, conversion: Conversion, media_type: str, budget: Budget) -> SourceText:
    from extractor.reading.sheets.reader import read  # noqa: PLC0415 -- lxml is loaded only for workbooks

    return replace(read(convert(data, conversion, budget), budget), media_type=media_type)


