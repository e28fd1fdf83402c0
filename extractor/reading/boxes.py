"""Where each character of a text stands on the paper: one array of numbers, as a page has thousands of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING, Any, TypeAlias, overload

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

GlyphBox: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom of one glyph."""
NOWHERE: GlyphBox = (inf, inf, -inf, -inf)
"""What stands in the array for a character that is not on the paper."""
_SIDES = len(NOWHERE)


class Boxes(Sequence[GlyphBox | None]):
    """The box of each code point in points, None for what is not on the paper, such as line feeds.

    A tuple for each would take five times the room, and few are ever looked at.
    """

    __slots__ = ("_sides",)

    def __init__(self, sides: bytes | array[float] = b"") -> None:
        """Boxes of their sides one after another, as doubles; `NOWHERE` for those that are none."""
        self._sides = array("d", sides)

    @classmethod
    def of(cls, boxes: Iterable[GlyphBox | None]) -> Boxes:
        """These boxes."""
        return cls(array("d", (side for box in boxes for side in box or NOWHERE)))

    @classmethod
    def nowhere(cls, count: int) -> Boxes:
        """The boxes of characters that are not on the paper."""
        return cls(array("d", NOWHERE) * count)

    @classmethod
    def joined(cls, parts: Iterable[Boxes]) -> Boxes:
        """Boxes that follow one another."""
        return cls(b"".join(part._sides for part in parts))

    def __len__(self) -> int:
        """Number of code points."""
        return len(self._sides) // _SIDES

    @overload
    def __getitem__(self, place: int) -> GlyphBox | None: ...

    @overload
    def __getitem__(self, place: slice) -> Boxes: ...

    def __getitem__(self, place: int | slice) -> GlyphBox | Boxes | None:
        """The box of one code point, or those of a stretch."""
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            if step != 1:
                return Boxes.of(self[at] for at in range(start, stop, step))
            return Boxes(self._sides[_SIDES * start : _SIDES * stop])
        at = _SIDES * (place if place >= 0 else len(self) + place)
        if not 0 <= at < len(self._sides):
            raise IndexError(place)
        left, top, right, bottom = self._sides[at : at + _SIDES]
        return None if left == inf else (left, top, right, bottom)

    def __iter__(self) -> Iterator[GlyphBox | None]:
        """Each box."""
        sides = iter(self._sides)
        return (None if box[0] == inf else box for box in zip(sides, sides, sides, sides, strict=True))

    def __eq__(self, other: object) -> bool:
        """Whether they are the same boxes."""
        return isinstance(other, Boxes) and self._sides == other._sides

    def __hash__(self) -> int:
        """A number that equal boxes share."""
        return hash(self._sides.tobytes())

    def stretch(self, start: int, stop: int) -> GlyphBox | None:
        """From the first to the last box of a stretch, as high as the first; None where nothing is on the paper."""
        sides = self._sides
        stop = min(stop, len(sides) // _SIDES)
        while start < stop and sides[_SIDES * start] == inf:
            start += 1
        while start < stop and sides[_SIDES * (stop - 1)] == inf:
            stop -= 1
        if start >= stop:
            return None
        first, last = _SIDES * start, _SIDES * (stop - 1)
        return sides[first], sides[first + 1], sides[last + 2], sides[first + 3]

    def __repr__(self) -> str:
        """As they are made."""
        return f"Boxes.of({list(self)})"

    def known(self) -> list[GlyphBox]:
        """The boxes of what is on the paper."""
        return [box for box in self if box is not None]

    def inked(self) -> list[bool]:
        """Of each code point whether it is on the paper."""
        return [left != inf for left in self._sides[::_SIDES]]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Written and read as a list of lists of four numbers, null for what is not on the paper."""
        from pydantic_core import core_schema  # noqa: PLC0415 -- only where texts are kept

        return core_schema.no_info_after_validator_function(
            cls.of,
            handler.generate_schema(tuple[GlyphBox | None, ...]),
            serialization=core_schema.plain_serializer_function_ser_schema(tuple),
        )


NO_BOXES = Boxes()
