"""The content plan of a document: what stands on its pages, before anything is drawn.

A text holds its mentions (citations, counts) as single private-use characters, `MENTION_BASE` + index into the
plan's mentions, so that a label names exactly what is left on the page after every change of the plan.
Two asterisks on both sides make words bold.
"""

import datetime
from dataclasses import dataclass

MENTION_BASE = 0xE000


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that a label names: `kind` is `cite` or `count`.

    To counts belong `value`, `meaning` (current, planned, needed, recruited, trained, reduced, previous), `whom` (whom
    it counts, as printed) and `unit` (what is counted: người, đội). `also` is the undamaged form of a cited reference.
    """

    kind: str
    printed: str
    ref: str = ""
    date: datetime.date | None = None
    value: int = 0
    meaning: str = ""
    responds: bool = False
    whom: str = ""
    unit: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How one level of headings is printed; `label` is its format with `{}` for the label."""

    counter: str
    label: str = "{}."
    caps: bool = False
    bold: bool = True
    italic: bool = False
    centred: bool = False
    own_line: bool = False
    colon: bool = False
    run_in: bool = False
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `text` is null where a label alone heads (Điều 3), `role` is the section's task."""

    label: str
    level: int
    text: str | None
    look: Look
    role: str = "other"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `look` is body, basis, lead, item, centred or note; `mark` a bullet or typed number."""

    text: str
    look: str = "body"
    mark: str = ""
    asks: bool = False
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell with the rows and columns it covers."""

    text: str
    down: int = 1
    across: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Columns as header paths, printed header rows and body rows; a covered place has no cell.

    `numbering` prints the row (1) (2) … below the header. `kinds` names each body row: data, group or total.
    `rulings` are all, rows (lines between rows only) or none; `repeats` prints the header again on each page.
    """

    columns: tuple[tuple[str, ...], ...]
    header: tuple[tuple[Cell | None, ...], ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    kinds: tuple[str, ...]
    widths: tuple[float, ...]
    numbering: bool = False
    rulings: str = "all"
    repeats: bool = True


@dataclass(frozen=True, slots=True)
class TableHere:
    """The place of a table in the stream, by its index."""

    index: int


Block = Heading | Para | TableHere


@dataclass(frozen=True, slots=True)
class Appendix:
    """Label line, title lines, the `Kèm theo` line with what it names, and what follows."""

    label: str
    title: tuple[str, ...]
    reference: str
    refers_to: str | None
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """A signature block as printed; `rank` stands before the name (armed forces)."""

    authority: str | None
    capacity: str | None
    position: str | None
    name: str | None
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head as printed. `number` is the digits or empty, `day` and `month` may be empty (left open).

    `number_source` and `day_source` are typed, signature (drawn by signature fields), hand or stamped (a scan).
    """

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    notation: str
    place: str
    year: int
    number: str = ""
    number_status: str = "present"
    number_source: str = "typed"
    day_source: str = "typed"
    month: str = ""
    day: str = ""
    national: bool = True
    party: bool = False
    colon: bool = True
    spaced: bool = False
    about: tuple[str, ...] = ()
    urgency: str | None = None
    secrecy: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Choices of the page that no label depends on."""

    name: str
    before_2020: bool = False
    points: float = 14
    old_tone_title: bool = False
    left_cm: float = 6.4
    running_head: str = ""
    bare: bool = False
    text_style: str = "lines"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one side of a fault stands (head, prose, table …) and what is printed there."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault: the code of the finding it ought to raise, its kind, and the places that do not agree."""

    code: str
    where: str
    kind: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Text of a section `role` that stands below the heading of another: it is not missing."""

    role: str
    below: str
    lead: str
    items: int


@dataclass(frozen=True, slots=True)
class Copy:
    """The block of a copy (sao y) below the document, with a number and a date of its own."""

    lines: tuple[str, ...]
    office: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole document."""

    name: str
    type: str
    type_name: str
    head: Head
    subject: tuple[str, ...]
    layout: Layout
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...]
    recipients: tuple[str, ...]
    body_kind: str
    era: str
    area: str
    body_name: str = ""
    addressees: tuple[str, ...] = ()
    below_title: str = ""
    closing: str = ""
    bases: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    tables: tuple[Table, ...] = ()
    mentions: tuple[Mention, ...] = ()
    faults: tuple[Fault, ...] = ()
    copy: Copy | None = None
    damage: str = ""
    planted_sections: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def subject_text(self) -> str:
        """The subject as one line."""
        return " ".join(self.subject)


def resolve(text: str, mentions: tuple[Mention, ...]) -> str:
    """The text as printed."""
    return "".join(
        mentions[ord(sign) - MENTION_BASE].printed if 0xE000 <= ord(sign) <= 0xF8FF else sign for sign in text
    )


def mentioned(text: str, mentions: tuple[Mention, ...]) -> list[Mention]:
    """The mentions of a text in order."""
    return [mentions[ord(sign) - MENTION_BASE] for sign in text if 0xE000 <= ord(sign) <= 0xF8FF]
