"""Every published limit: what one document may hold, and what the process that reads it may use.

`docs/limits.md` is written from here. A limit that is passed gives a record with the reason in the table there, never a
stopped run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from math import ceil
from typing import Any, Final


def _limit(default: float, unit: str, what: str) -> Any:
    """A field with the words that the published page has for it."""
    return field(default=default, metadata={"unit": unit, "what": what})


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """What one file may hold; readers look at these before they unpack, draw or collect anything."""

    file_bytes: int = _limit(300_000_000, "bytes", "the file itself")
    pages: int = _limit(2_000, "pages", "of a PDF or of a picture file; a dossier of more is several documents")
    pixels: int = _limit(150_000_000, "pixels", "of one picture; A0 at 300 dots per inch has 139 million")
    drawn_pixels: int = _limit(40_000_000, "pixels", "of a page drawn to be read; larger ones are drawn coarser")
    characters: int = _limit(12_000_000, "characters", "of text in one document; a full page has about 3,000")
    stream_bytes: int = _limit(300_000_000, "bytes", "that the parts of one office file, pictures included, unpack to")
    part_bytes: int = _limit(64_000_000, "bytes", "that one XML part of an office file unpacks to")
    parts: int = _limit(10_000, "parts", "of one office file")
    converted_bytes: int = _limit(200_000_000, "bytes", "of a file that an office program converts first")
    nesting: int = _limit(24, "levels", "of tables or text boxes within each other")
    xml_depth: int = _limit(256, "levels", "of elements within each other")
    package_xml_depth: int = _limit(64, "levels", "of elements within each other in the header of a document package")
    package_xml_bytes: int = _limit(150_000_000, "bytes", "of the XML of a document package with the files in it")
    form_depth: int = _limit(6, "levels", "of PDF forms within each other whose lines are looked at")
    table_cells: int = _limit(1_000_000, "cells", "of one table, merged positions counted each")
    sheet_cells: int = _limit(300_000, "cells", "of all sheets of a workbook, empty ones with a border counted")
    merged_ranges: int = _limit(20_000, "ranges", "of merged cells in one sheet")
    table_columns: int = _limit(500, "columns", "of one table")
    members: int = _limit(2_000, "files", "inside one archive, mail or package, over all levels")
    member_bytes: int = _limit(100_000_000, "bytes", "that one file inside an archive unpacks to")
    members_bytes: int = _limit(1_000_000_000, "bytes", "that all files inside one archive unpack to")
    member_ratio: int = _limit(200, "times", "its packed size that a file inside an archive may unpack to")
    ratio_free_bytes: int = _limit(1_000_000, "bytes", "that a file inside an archive may have at any ratio")
    archive_depth: int = _limit(3, "levels", "of archives within each other, the file itself being the first")
    name_characters: int = _limit(200, "characters", "of the name of a file inside an archive that are kept")
    name_folders: int = _limit(8, "folders", "of its path that are kept")
    package_elements: int = _limit(100_000, "elements", "of the XML of a document package")
    package_value: int = _limit(2_000, "characters", "of an element of its header that are kept")
    letter_field: int = _limit(8_192, "characters", "of a field of a letter's header that are read")
    letter_page: int = _limit(1_000_000, "bytes", "of a letter's page in which its pictures are looked for")
    letter_marks: int = _limit(20_000, "lines", "of a letter that begin like the border of a part")
    style_bytes: int = _limit(1_000_000, "bytes", "of style sheets of an HTML page")
    style_rules: int = _limit(2_000, "rules", "of style sheets of an HTML page that hide something")


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """What the process that reads one file may use. The kernel and the process above it enforce them.

    An office program started for an old format is a process of its own and has each of the kernel's limits for itself;
    time, number of processes and scratch folder are counted over all of them.
    """

    deadline: float = _limit(300.0, "s", "by the clock for one file, everything included; then it is killed")
    soft_share: float = _limit(0.8, "of the deadline", "after which a reader stops between two pages with what it has")
    silence: float = _limit(60.0, "s", "without a sign of life (a page or a stage that begins); then it is killed")
    cpu_seconds: int = _limit(300, "s", "of processor time for one file and process")
    memory: int = _limit(3 * 2**30, "bytes", "of address space")
    written_file: int = _limit(1_000_000_000, "bytes", "of one file in the scratch folder")
    scratch: int = _limit(2_000_000_000, "bytes", "of all files in the scratch folder")
    processes: int = _limit(64, "processes", "and threads that one file may lead to")
    open_files: int = _limit(512, "files", "that are open at once")
    answer: int = _limit(512_000_000, "bytes", "of records and texts that one file may give")
    files_a_child: int = _limit(200, "files", "that one child reads before a new one takes its place")

    def within(self, deadline: float) -> ProcessLimits:
        """The same with another deadline, and processor time to match; seconds."""
        return replace(self, deadline=deadline, cpu_seconds=ceil(deadline))


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What showing pages to people may use; the limits of the process hold for drawing as for reading."""

    deadline: float = _limit(30.0, "s", "by the clock for one picture, or one place that is read again")
    answer: int = _limit(64_000_000, "bytes", "of one picture, or of the words of one place")
    drawn_at_once: int = _limit(2, "processes", "that draw pages at once")
    ahead: int = _limit(4, "pages", "behind the one that is shown, drawn before they are asked for")
    held_bytes: int = _limit(400_000_000, "bytes", "of originals held in memory while their pages are shown")
    cache_bytes: int = _limit(2_000_000_000, "bytes", "of pictures kept on the disk; those looked at longest ago go")

    def of_process(self) -> ProcessLimits:
        """What the process that draws may use."""
        return replace(PROCESS.within(self.deadline), silence=self.deadline, answer=self.answer)


DOCUMENT = DocumentLimits()
PROCESS = ProcessLimits()
PICTURES = PictureLimits()

MOST_TROUBLES: Final = 10
"""Files in trouble that a run names at its end."""


def published(limits: DocumentLimits | ProcessLimits | PictureLimits) -> Iterator[tuple[str, float, str, str]]:
    """Name, value, unit and meaning of each limit, in the order of the page."""
    for entry in fields(limits):
        yield entry.name, getattr(limits, entry.name), entry.metadata["unit"], entry.metadata["what"]
