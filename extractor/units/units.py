"""Administrative units of Viet Nam with the days on which they are valid, and the search for one by its name.

The list is a data file beside this module (docs/units.md says where it comes from). It is read at the first
`load()` and kept; a `Unit` is made only for rows that a search returns, so that loading stays cheap.
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from extractor.units.names import KINDS, Kind, loose_key, name_key, split_kind
from extractor.units.organs import MAX_LENGTH, Named, from_above, named_units

Level = Literal["province", "district", "commune"]

_DATA: Final = Path(__file__).with_name("units.tsv.gz")
_LEVELS: Final[dict[int, Level]] = {2: "province", 3: "district", 5: "commune"}
_KIND_OF: Final[dict[str, Kind]] = {kind: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit in one period.

    `code` has 2 digits for a province, 3 for a district, 5 for a commune; codes were given out again on
    01/07/2025 (15 was Yên Bái and is Lào Cai), so a code names a unit only together with a day.
    `valid_from` and `valid_to` are the first and last day, None where it is unknown or open; for a unit gone
    before 01/03/2025 the last day is an upper bound. `parent` is the code of the unit above on those days.
    """

    code: str
    kind: Kind
    name: str
    level: Level
    parent: str | None
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Tell whether the unit existed on `day`; an unknown bound excludes nothing."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: "Unit") -> bool:
        """Tell whether there was a day on which both existed."""
        starts_late = self.valid_from and other.valid_to and other.valid_to < self.valid_from
        ends_early = self.valid_to and other.valid_from and self.valid_to < other.valid_from
        return not starts_late and not ends_early


class _Query(NamedTuple):
    """What a search asks for besides the name; `above`: one of these has to stand over the unit or be it."""

    level: Level | None = None
    on: date | None = None
    above: tuple[Unit, ...] = ()


class Units:
    """Every unit of the data file, indexed by name."""

    def __init__(self, rows: str) -> None:
        """Index `rows`: lines of code, kind, name, parent, first and last day, tab-separated, no comments."""
        self._rows = rows.splitlines()
        names = "\n".join(row.split("\t", 3)[2] for row in self._rows)
        self._by_name: dict[str, list[int]] = {}
        self._above: dict[str, str] = {}
        for number, key in enumerate(loose_key(names).split("\n")):
            self._by_name.setdefault(key, []).append(number)

    def __iter__(self) -> Iterator[Unit]:
        """Yield every unit, by code, then by last day."""
        return map(_unit, self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def find(
        self, name: str, level: Level | None = None, on: date | None = None, within: str | None = None
    ) -> tuple[Unit, ...]:
        """Return all units called `name`, with or without a kind before it (`TX. Hương Trà`, `P. 5`).

        `on` keeps those valid on that day, `within` those below the unit with that code. Order: code, then
        last day. Nothing found gives an empty tuple; several with equal right are all returned.
        """
        if len(name) > MAX_LENGTH:
            return ()
        kind, bare = split_kind(name)
        query = _Query(level, on)
        found = self._named(Named(kind, bare), query) or (
            self._named(Named(None, name), query) if kind else ()
        )
        return tuple(unit for unit in found if within is None or within in self._line(unit)[1:])

    def organ_unit(self, organ_name: str, parent_organ_name: str | None, on: date | None) -> Unit | None:
        """Return the unit whose body (UBND, HĐND, a Sở of it …) `organ_name` is, as printed in the left head.

        `parent_organ_name` is the line above it: it narrows the search, and gives the unit where `organ_name`
        names none (`SỞ CÔNG THƯƠNG`). None where no unit or more than one fits on the day `on`, or over all
        periods for `on` None, and where the line above names a unit that is not known or was misread: a commune
        of that name elsewhere is another one.
        """
        above = self._organ_units(parent_organ_name, on, ()) if parent_organ_name else None
        if above == ():
            return None
        units = self._organ_units(organ_name, on, above or ())
        return _single(above or () if units is None else units)

    def _organ_units(self, organ: str, on: date | None, above: tuple[Unit, ...]) -> tuple[Unit, ...] | None:
        """Return the units that `organ` can mean; None where its name contains no unit at all."""
        found: tuple[Unit, ...] | None = None
        for named in from_above(named_units(organ)):
            units = self._named(named, _Query(on=on, above=found or above))
            if not units and named.doubtful:
                continue
            if not units:
                return ()
            found = units
        return found

    def _named(self, named: Named, query: _Query) -> tuple[Unit, ...]:
        key = name_key(named.name)
        rows = self._by_name.get(loose_key(named.name), ())
        units = (_unit(self._rows[number]) for number in rows)
        named_so = (u for u in units if named.kind in (None, u.kind) and name_key(u.name) == key)
        return tuple(unit for unit in named_so if self._fits(unit, query))

    def _fits(self, unit: Unit, query: _Query) -> bool:
        if query.level not in (None, unit.level) or (query.on is not None and not unit.valid_on(query.on)):
            return False
        line = self._line(unit) if query.above else ()
        return not query.above or any(top.code in line and top.overlaps(unit) for top in query.above)

    def _line(self, unit: Unit) -> tuple[str, ...]:
        """Return the codes of the unit and of all units above it."""
        if unit.parent is None:
            return (unit.code,)
        province = self._provinces().get(unit.parent)
        return (unit.code, unit.parent, province) if province else (unit.code, unit.parent)

    def _provinces(self) -> dict[str, str]:
        """Return district code → province code; no district changed its province in the periods covered."""
        if not self._above:
            for row in self._rows:
                code, _, _, parent, _ = row.split("\t", 4)
                if _LEVELS[len(code)] == "district":
                    self._above[code] = parent
        return self._above


@lru_cache(maxsize=1)
def load() -> Units:
    """Return all units; the file is read once in a process."""
    text = gzip.decompress(_DATA.read_bytes()).decode("utf-8")
    return Units("\n".join(line for line in text.splitlines() if not line.startswith("#")))


def _unit(row: str) -> Unit:
    code, kind, name, parent, first, last = row.split("\t")
    return Unit(code, _KIND_OF[kind], name, _LEVELS[len(code)], parent or None, _day(first), _day(last))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _single(units: tuple[Unit, ...]) -> Unit | None:
    """Return the latest row where only one code is meant; between namesakes nothing is guessed."""
    return units[-1] if len({unit.code for unit in units}) == 1 else None
