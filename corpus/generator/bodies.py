"""Issuing bodies: which there are in a split and an era, and how each one writes head, symbol and signature.

The era is `old` until 30/6/2025 (districts exist) and `new` from 1/7/2025 (province and commune only).
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.generator.chance import Chance

DATA = Path(__file__).parent / "data"


def load(name: str) -> dict[str, Any]:
    """A data file of the generator."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


PROVINCES: tuple[dict[str, Any], ...] = tuple(load("places.toml")["province"])
OFFICES = load("offices.toml")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it writes itself.

    `parent` and `issuer` are lines of the left head, `name` and `area` (`phường X`) stand in running text, `symbol`
    ends the notation, `authority` is the collective it is signed for, `posts` are head and deputy.
    """

    kind: str
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    name: str
    area: str
    place: str
    symbol: str
    posts: tuple[str, str]
    authority: str | None
    above: tuple[str, ...]
    below: tuple[str, ...]
    era: str
    party: bool = False
    desk: str = "VP"

    @property
    def short(self) -> str:
        """The name with the usual abbreviation."""
        return self.name.replace("Ủy ban nhân dân", "UBND")


COMMITTEE = "ỦY BAN NHÂN DÂN"
CHAIR = ("CHỦ TỊCH", "PHÓ CHỦ TỊCH")
DIRECTOR = ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def province_line(province: dict[str, Any], chance: Chance) -> str:
    """The governing committee of a department as one line."""
    return f"{chance.pick(('UBND', 'UBND', COMMITTEE))} {province['kind']} {province['name']}".upper()


def _local_area(province: dict[str, Any], chance: Chance) -> tuple[str, str, str]:
    """Kind, name and running name of a commune of today."""
    kinds = {"phường": province["wards"], "xã": province["communes"], "đặc khu": province.get("islands", [])}
    kind = chance.weighted({"phường": 4, "xã": 5, "đặc khu": 1 if kinds["đặc khu"] else 0})
    name = chance.pick(kinds[kind])
    return kind, name, f"{kind} {name}"


def _committee_lines(area: str, chance: Chance) -> tuple[str, ...]:
    upper = area.upper()
    return chance.pick(
        ((COMMITTEE, upper), (COMMITTEE, upper), (f"{COMMITTEE} {upper}",), (f"UBND {upper}",))
    )


def _commune(province: dict[str, Any], chance: Chance) -> Body:
    kind, name, area = _local_area(province, chance)
    whole = f"{province['kind']} {province['name']}"
    numbered = [f"Trưởng {'khu phố' if kind == 'phường' else 'thôn'} {index}" for index in range(1, 6)]
    return Body(
        "commune", (), _committee_lines(area, chance), f"Ủy ban nhân dân {area}", area, name, "UBND", CHAIR,
        f"TM. {COMMITTEE}", (f"Ủy ban nhân dân {whole}", f"Sở Y tế {whole}", f"Sở Nội vụ {whole}"),
        ("Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Văn phòng HĐND và UBND", "Công an " + kind, *numbered[:2]),
        "new", desk=chance.pick(("VHXH", "VP", "KT")),
    )  # fmt: skip


def _division(province: dict[str, Any], chance: Chance) -> Body:
    kind, name, area = _local_area(province, chance)
    office, symbol = chance.pick(OFFICES["divisions"]["new"])
    return Body(
        "division", (f"UBND {area}".upper(),), (f"PHÒNG {office}".upper(),), f"Phòng {office}", area, name,
        f"P{symbol}" if chance.odds(0.4) else symbol, ("TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"), None,
        (f"Ủy ban nhân dân {area}",), ("Các trường học", f"Trạm Y tế {kind}", "Các tổ chuyên môn"), "new",
    )  # fmt: skip


def _department(province: dict[str, Any], chance: Chance, era: str = "new") -> Body:
    office, symbol = chance.pick(OFFICES["departments"][era])
    whole = f"{province['kind']} {province['name']}"
    parent = (province_line(province, chance),) if chance.odds(0.93) else ()
    long = f"SỞ {office}".upper()
    split_at = long.find(" - ")
    lines = (long[: split_at + 2], long[split_at + 3 :]) if split_at > 0 else (long,)
    if not parent:
        lines = (*lines, whole.upper())
    return Body(
        "department", parent, lines, f"Sở {office}", whole, _seat(province), symbol, DIRECTOR, None,
        (f"Ủy ban nhân dân {whole}", f"Bộ {office}"),
        ("Văn phòng Sở", "Phòng Kế hoạch - Tài chính", "Các đơn vị trực thuộc Sở", "UBND các xã, phường"), era,
        desk=chance.pick(("KHTC", "VP", "TCCB", "BTXH", "QLN")),
    )  # fmt: skip


def _seat(province: dict[str, Any]) -> str:
    return str(province["name"])


def _province(province: dict[str, Any], chance: Chance, era: str = "new") -> Body:
    whole = f"{province['kind']} {province['name']}"
    return Body(
        "province", (), _committee_lines(whole, chance), f"Ủy ban nhân dân {whole}", whole, _seat(province), "UBND",
        CHAIR, f"TM. {COMMITTEE}", ("Thủ tướng Chính phủ", "Bộ Nội vụ", "Bộ Y tế", "Bộ Tài chính"),
        ("Sở Tài chính", "Sở Nội vụ", "Sở Y tế", "Công an " + province["kind"], "Ủy ban nhân dân các xã, phường"),
        era, desk=chance.pick(("KT", "VX", "NC", "TH", "KGVX")),
    )  # fmt: skip


def _unit(province: dict[str, Any], chance: Chance) -> Body:
    units = [
        unit for unit in OFFICES["units"] if province["split"] in unit.get("splits", [province["split"]])
    ]
    unit = chance.pick(units)
    whole = f"{province['kind']} {province['name']}"
    parent = f"SỞ {unit['of']}".upper() + (f" {whole.upper()}" if chance.odds(0.3) else "")
    name, lines = unit["name"], unit["name"].upper()
    cut = lines.rfind(" ", 0, 30) if len(lines) > 34 else 0
    deputy = {"CHI CỤC TRƯỞNG": "PHÓ CHI CỤC TRƯỞNG", "HIỆU TRƯỞNG": "PHÓ HIỆU TRƯỞNG"}
    return Body(
        "unit", (parent,), (lines[:cut], lines[cut + 1 :]) if cut else (lines,), name, whole, _seat(province),
        unit["symbol"], (unit["post"], deputy.get(unit["post"], "PHÓ GIÁM ĐỐC")), None,
        (f"Sở {unit['of']} {whole}",), ("Các phòng, khoa chuyên môn", "Phòng Tổ chức - Hành chính"), "new", desk="TCHC",
    )  # fmt: skip


def _district(province: dict[str, Any], chance: Chance) -> Body:
    kind, name, former, _ = chance.pick(province["old"])
    area = f"{kind} {name}"
    whole = _former(province, former)
    return Body(
        "district", (), _committee_lines(area, chance), f"Ủy ban nhân dân {area}", area, name, "UBND", CHAIR,
        f"TM. {COMMITTEE}", (f"Ủy ban nhân dân {whole}", f"Sở Nội vụ {whole}"),
        ("Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Phòng Giáo dục và Đào tạo", "UBND các xã, thị trấn"), "old",
        desk=chance.pick(("VP", "LĐTBXH", "NV")),
    )  # fmt: skip


def _former(province: dict[str, Any], name: str) -> str:
    return f"{province['kind'] if name == province['name'] else 'tỉnh'} {name}"


def _district_division(province: dict[str, Any], chance: Chance) -> Body:
    kind, name, _, _ = chance.pick(province["old"])
    office, symbol = chance.pick(OFFICES["divisions"]["old"])
    area = f"{kind} {name}"
    long = f"PHÒNG {office}".upper()
    cut = long.find(" - ")
    lines = (long[: cut + 2], long[cut + 3 :]) if cut > 0 else (long,)
    return Body(
        "district_division", (f"{chance.pick(('UBND', COMMITTEE))} {area}".upper(),), lines, f"Phòng {office}",
        area, name, symbol, ("TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"), None, (f"Ủy ban nhân dân {area}",),
        ("UBND các xã, thị trấn", "Các đơn vị trường học"), "old",
    )  # fmt: skip


def _old_commune(province: dict[str, Any], chance: Chance) -> Body:
    kind, name, _, names = chance.pick(province["old"])
    commune = chance.pick(names)
    area = f"{'phường' if kind in {'quận', 'thị xã'} else 'xã'} {commune}"
    district = f"{kind} {name}"
    parent = (f"UBND {district}".upper(),) if chance.odds(0.25) else ()
    lines = (f"UBND {area}".upper(),) if parent else _committee_lines(area, chance)
    return Body(
        "old_commune", parent, lines, f"Ủy ban nhân dân {area}", area, commune, "UBND", CHAIR, f"TM. {COMMITTEE}",
        (f"Ủy ban nhân dân {district}", f"Phòng Nội vụ {district}"),
        ("Công chức Văn hóa - Xã hội", "Công chức Tài chính - Kế toán", "Các thôn, xóm"), "old", desk="VHXH",
    )  # fmt: skip


def _council(province: dict[str, Any], chance: Chance) -> Body:
    _, name, area = _local_area(province, chance)
    board = chance.pick((None, "BAN VĂN HÓA - XÃ HỘI", "BAN KINH TẾ - NGÂN SÁCH"))
    council = ("HỘI ĐỒNG NHÂN DÂN", area.upper())
    parent: tuple[str, ...]
    lines: tuple[str, ...]
    if board:
        parent, lines, symbol = (" ".join(council),), (board,), "BVHXH" if "VĂN" in board else "BKTNS"
        title = f"Ban {board[4:].capitalize()}" if "VĂN" not in board else "Ban Văn hóa - Xã hội"
        posts, authority = ("TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), f"TM. {board}"
    else:
        parent, lines, symbol, title = (), council, "HĐND", f"Hội đồng nhân dân {area}"
        posts, authority = CHAIR, "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN"
    return Body(
        "council", parent, lines, title, area, name, symbol, posts, authority,
        (f"Thường trực Hội đồng nhân dân {province['kind']} {province['name']}",),
        ("Đại biểu Hội đồng nhân dân", f"Ủy ban nhân dân {area}"), "new", desk="CTHĐND",
    )  # fmt: skip


def _front(province: dict[str, Any], chance: Chance) -> Body:
    _, name, area = _local_area(province, chance)
    return Body(
        "front", (f"ỦY BAN MTTQ VIỆT NAM {area}".upper(),), ("BAN THƯỜNG TRỰC",), f"Ủy ban MTTQ Việt Nam {area}", area,
        name, "MTTQ-BTT", CHAIR, "TM. BAN THƯỜNG TRỰC",
        (f"Ủy ban MTTQ Việt Nam {province['kind']} {province['name']}", f"Đảng ủy {area}"),
        ("Các tổ chức thành viên", "Ban Công tác Mặt trận các khu dân cư"), "new",
    )  # fmt: skip


def _police(province: dict[str, Any], chance: Chance) -> Body:
    kind, name, area = _local_area(province, chance)
    symbol = {"phường": "CAP", "xã": "CAX"}.get(kind, "CAĐK")
    head = f"TRƯỞNG CÔNG AN {kind}".upper()
    return Body(
        "police", (f"CÔNG AN {province['kind']} {province['name']}".upper(),), (f"CÔNG AN {area}".upper(),),
        f"Công an {area}", area, name, symbol, (head, f"PHÓ {head}"), None,
        (f"Công an {province['kind']} {province['name']}", f"Ủy ban nhân dân {area}"),
        ("Các tổ công tác", "Lực lượng bảo vệ an ninh trật tự ở cơ sở"), "new", desk="TH",
    )  # fmt: skip


def _insurance(province: dict[str, Any], chance: Chance) -> Body:
    _, name, area = _local_area(province, chance)
    whole = f"{province['kind']} {province['name']}"
    return Body(
        "insurance", (f"BẢO HIỂM XÃ HỘI {whole}".upper(),), (f"BẢO HIỂM XÃ HỘI CƠ SỞ {name}".upper(),),
        f"Bảo hiểm xã hội cơ sở {name}", area, name, "BHXH", DIRECTOR, None, (f"Bảo hiểm xã hội {whole}",),
        ("Tổ chế độ", "Tổ thu và phát triển đối tượng"), "new", desk="TC",
    )  # fmt: skip


def _school(province: dict[str, Any], chance: Chance) -> Body:
    _, name, area = _local_area(province, chance)
    level, short = chance.pick((("Tiểu học", "TH"), ("Trung học cơ sở", "THCS"), ("Mầm non", "MN")))
    called = chance.pick(("Kim Đồng", "Lê Lợi", "Hoa Sen", "Nguyễn Trãi", "Sao Mai", "Trần Quốc Toản"))
    letters = "".join(word[0] for word in called.split())
    return Body(
        "school", (f"UBND {area}".upper(),), (f"TRƯỜNG {level} {called}".upper(),), f"Trường {level} {called}", area,
        name, f"{short}{letters}", ("HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), None,
        (f"Ủy ban nhân dân {area}", f"Phòng Văn hóa - Xã hội {area}"), ("Các tổ chuyên môn", "Công đoàn trường"), "new",
    )  # fmt: skip


def _party(province: dict[str, Any], chance: Chance) -> Body:
    _, name, area = _local_area(province, chance)
    whole = f"{'THÀNH' if province['kind'] == 'thành phố' else 'TỈNH'} ỦY {province['name']}".upper()
    return Body(
        "party", (f"ĐẢNG BỘ {province['kind']} {province['name']}".upper() if chance.odds(0.6) else whole,),
        (f"ĐẢNG ỦY {area}".upper(),), f"Đảng ủy {area}", area, name, "ĐU", ("BÍ THƯ", "PHÓ BÍ THƯ"),
        chance.pick(("T/M ĐẢNG ỦY", "T/M BAN THƯỜNG VỤ")), (whole.replace("ỦY", "ủy").title(),),
        ("Các chi bộ trực thuộc", "Văn phòng Đảng ủy", "Ban Xây dựng Đảng"), "new", party=True,
    )  # fmt: skip


MAKERS: dict[str, tuple[float, Callable[[dict[str, Any], Chance], Body]]] = {
    "commune": (9, _commune),
    "division": (2, _division),
    "department": (5, _department),
    "province": (3, _province),
    "unit": (3, _unit),
    "council": (1, _council),
    "front": (1, _front),
    "police": (1, _police),
    "insurance": (0.7, _insurance),
    "school": (1.5, _school),
    "party": (1, _party),
    "district": (2, _district),
    "district_division": (1.5, _district_division),
    "old_commune": (2, _old_commune),
    "old_department": (1.5, lambda province, chance: _department(province, chance, "old")),
    "old_province": (1, lambda province, chance: _province(province, chance, "old")),
}


EPOCH = int(load("epoch.toml")["epoch"])


class NoBodiesError(Exception):
    """An epoch has no bodies of its own left."""


def draw_body(split: str, chance: Chance, kinds: frozenset[str] = frozenset(MAKERS), epoch: int = 0) -> Body:
    """A body of the split; no province stands in two splits. Test has other bodies in each epoch.

    Raises NoBodiesError where places.toml names no bodies for the epoch.
    """
    asked = epoch if split == "test" else 0
    provinces = [entry for entry in PROVINCES if entry["split"] == split and entry.get("epoch", 0) == asked]
    if not provinces:
        raise NoBodiesError(f"corpus/generator/data/places.toml has no bodies for epoch {epoch}; add some there")
    province = chance.pick(provinces)
    kind = chance.weighted({name: weight for name, (weight, _) in MAKERS.items() if name in kinds})
    body = MAKERS[kind][1](province, chance)
    return replace(body, parent=()) if body.kind == "division" and chance.odds(0.04) else body
