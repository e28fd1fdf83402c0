"""The tasks of the fence other than reading, as functions: what is asked, and what is made of the answer.

What a child sends is not believed: it is parsed within bounds, and what is no answer is an error of the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from extractor.errors import TaskEndedError
from extractor.fence.guard import Fence
from extractor.fence.intake import Intake
from extractor.fence.task import Name, Parameter, Task
from extractor.fence.verdict import garbled
from extractor.limits import DOCUMENT
from extractor.reading.source import PageSize
from schemas.evidence import Box

_JPEG = b"\xff\xd8\xff"
_LONGEST = 10_000
_Points = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
_Side = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
_Text = Annotated[str, Field(max_length=_LONGEST)]
_Share = Annotated[float, Field(ge=0, le=1)]
_Word = tuple[_Text, _Points, _Points, _Points, _Points, _Share | None]
_Sizes = Annotated[list[tuple[_Side, _Side]], Field(max_length=DOCUMENT.pages)]


class Place(NamedTuple):
    """A box on a page (from 1), in points of the page as shown."""

    page: int
    box: Box


class Drawing(NamedTuple):
    """A page (from 1) and how large its picture is to be, in pixels."""

    page: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A word with its box in points; `confidence` is the engine's (0 to 1), None for a page's own text."""

    text: str
    box: Box
    confidence: float | None


@dataclass(frozen=True, slots=True)
class PlaceText:
    """What stands in a box: lines joined by line feeds, the words, and where they come from."""

    text: str
    words: tuple[PlaceWord, ...]
    source: Literal["text", "ocr"]


class _Lines(NamedTuple):
    source: Literal["text", "ocr"]
    lines: list[list[_Word]]


_SIZES = TypeAdapter[list[tuple[float, float]]](_Sizes)
_LINES = TypeAdapter(_Lines)


def page_sizes(fence: Fence, file: Intake, member: str | None = None) -> tuple[PageSize, ...]:
    """The size of each page, of the file or of the file inside it with the SHA-256 `member`.

    Raises:
        NoPagesError: its format has no pages.
        ReadError: it cannot be opened; of kind TaskEndedError where the process came to a bad end.
        FenceError: no process can be started.
    """
    answer = fence.perform(_task(Name.SIZES, member), file)
    try:
        return tuple(PageSize(*size) for size in _SIZES.validate_json(answer))
    except ValidationError as error:
        raise _garbled("sizes") from error


def page_picture(fence: Fence, file: Intake, drawing: Drawing, member: str | None = None) -> bytes:
    """A page as the bytes of a JPEG file.

    Raises:
        PageNotFoundError: there is no such page.
        ReadError: as above, or the page cannot be drawn.
        FenceError: no process can be started.
    """
    answer = fence.perform(_task(Name.PICTURE, member, drawing._asdict()), file)
    if not answer.startswith(_JPEG):
        raise _garbled("a picture")
    return answer


def words_in(fence: Fence, file: Intake, place: Place, member: str | None = None) -> PlaceText:
    """What stands in a box of a page: from its own text, else read from its picture.

    Raises:
        PageNotFoundError: there is no such page.
        NeedsOcrError: it has to be read from its picture, and the engine is not installed.
        ReadError: as above.
        FenceError: no process can be started.
    """
    answer = fence.perform(_task(Name.WORDS, member, {"page": place.page, "box": list(place.box)}), file)
    try:
        found = _LINES.validate_json(answer)
    except ValidationError as error:
        raise _garbled("words") from error
    lines = [[PlaceWord(text, Box(*sides), sure) for text, *sides, sure in line] for line in found.lines]
    text = "\n".join(" ".join(word.text for word in line) for line in lines)
    return PlaceText(text, tuple(word for line in lines for word in line), found.source)


def written_pages(fence: Fence, file: Intake, form: str, member: str | None = None) -> bytes:
    """The words of a document with their places: `hocr`, `alto`, or `pdf`, which can be searched.

    Raises:
        NoPagesError: its format has no pages.
        ReadError: it cannot be read or copied; as above.
        FenceError: no process can be started.
    """
    return fence.perform(_task(Name.PAGES, member, {"form": form}), file)


def member_of(fence: Fence, file: Intake, member: str) -> bytes:
    """The file with the SHA-256 `member` inside a container.

    Raises:
        ReadError: there is none such in it; as above.
        FenceError: no process can be started.
    """
    answer = fence.perform(_task(Name.MEMBER, member), file)
    if hashlib.sha256(answer).hexdigest() != member:
        raise _garbled("a file")
    return answer


def _task(name: Name, member: str | None, parameters: Mapping[str, Parameter] | None = None) -> Task:
    return Task(name, {"member": member, **(parameters or {})})


def _garbled(what: str) -> TaskEndedError:
    failure = garbled(f"{what} of another form")
    return TaskEndedError.of(f"failed.{failure.name}", failure.message)
