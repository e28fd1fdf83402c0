"""Which administrative units the name of an issuing body mentions.

`ỦY BAN NHÂN DÂN XÃ TRIỆU SƠN` (people's committee of a commune) names one; `UBND XÃ A, HUYỆN B` names a
chain, the smallest first; `SỞ CÔNG THƯƠNG` (a department) names none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extractor.units.names import KINDS, Kind, bare_name, plain, read_kind

MAX_LENGTH: Final = 400
"""A longer text is no name of a body; nothing is looked for in it."""

# People's committee and people's council, in full or short, in both placements of the tone.
_COUNCIL: Final = re.compile(r"(?:uỷ|ủy) ban nhân dân|hội đồng nhân dân|hđnd")
# A kind after `phường` is name (Phường Đúc in Huế was one).
# Short kinds are read only right after the council: TT is also "trung tâm" (centre), "thông tin" (news).
_KIND_WORD: Final = re.compile(
    r"(?<!\w)(?<!phường )(?:(?P<word>" + "|".join(KINDS) + r")(?!\w)|(?P<pair>tp|tx)(?=[\s.]|hcm)|"
    r"(?<=ubnd )(?:(?P<letter>tt|đk|[pxhqt])(?=\.)))[\s.:]*"
)
# The party's and the youth union's bodies carry the kind inside their own name: HUYỆN ỦY X, TỈNH ĐOÀN X.
_PARTY: Final = re.compile(r"(?:uỷ|ủy|đoàn)(?!\w)\s*")


class Named(NamedTuple):
    """A unit by kind and name in lower case; `doubtful` where it may be none (`bảo hiểm xã hội`)."""

    kind: Kind | None
    name: str
    doubtful: bool = False


def named_units(organ: str) -> tuple[Named, ...]:
    """Return the units that the name of a body mentions, in printed order, the body's own first."""
    if len(organ) > MAX_LENGTH:
        return ()
    text = _COUNCIL.sub("ubnd", plain(organ))
    marks = list(_marks(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    chain = [_named(mark, text[mark.end() : end]) for mark, end in zip(marks, ends, strict=False)]
    return tuple(chain) or _without_kind(text)


def from_above(chain: Sequence[Named]) -> Sequence[Named]:
    """Return the units of a chain, the largest first: lines of a head stand so, words of a name the other way."""
    downwards = bool(chain) and chain[0].kind == "tỉnh"
    return chain if downwards else chain[::-1]


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield the kind words that begin a unit, not those with no name after them.

    Such a one ends a name (`XÃ TỨ XÃ`) or a word (`HỢP TÁC XÃ`, cooperative), or says nothing (`UBND TỈNH`).
    """
    marks = list(_KIND_WORD.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return (mark for mark, end in zip(marks, ends, strict=False) if bare_name(text[mark.end() : end]))


def _named(mark: re.Match[str], rest: str) -> Named:
    kind = read_kind(mark)
    party = _PARTY.match(rest) if kind in ("tỉnh", "huyện", "quận") else None
    name = bare_name(rest[party.end() :] if party else rest)
    return Named(kind, name, kind == "xã" and name.split(" ")[0] == "hội")


def _without_kind(text: str) -> tuple[Named, ...]:
    """Read `UBND LÀO CAI`, where the kind is left out."""
    _, council, rest = text.rpartition("ubnd")
    name = bare_name(rest) if council else ""
    return (Named(None, name),) if name and name not in KINDS else ()
