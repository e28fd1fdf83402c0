from __future__ import annotations

import pytest

from schemas.fields import Status
from schemas.meaning import CountMeaning
from schemas.tables import RowKind
from tests.evaluation.labels import (
    ABSENT,
    NO_DATE,
    REPORT,
    citation,
    count,
    finding,
    gold,
    row,
    text,
)
from tests.evaluation.planting import LINES, cells, counted, differences, head, planted, section, signer

WRONG = [
    pytest.param(head(subject=text("Một việc khác hẳn")), {"subject": (1, 1, 1), "head": (1, 1, 1)}, id="subject"),
    pytest.param(head(place=ABSENT), {"place": (1, 0, 1), "head": (1, 0, 1)}, id="place missed"),
    pytest.param(head(urgency=text("KHẨN")), {"urgency": (0, 1, 0)}, id="urgency invented"),
    pytest.param(head(type=text("KH")), {"type": (1, 1, 1), "head": (1, 1, 1)}, id="type"),
    pytest.param(
        head(code_notation=text("BC-UBNĐ")), {"notation": (1, 1, 1), "head": (1, 1, 1)}, id="notation is exact"
    ),
    pytest.param(
        head(issued_date=NO_DATE),
        {"date": (1, 0, 1), "date_status": (1, 1, 1), "head": (1, 0, 1)},
        id="date missed",
    ),
    pytest.param(
        head(code_number=text("12", Status.STRUCK_OUT)), {"number_status": (1, 1, 1)}, id="status of the number"
    ),
    pytest.param(signer(full_name=text("Trần Thị Khác")), {"signers.name": (1, 1, 1), "signers": (1, 1, 1)}, id="name"),
    pytest.param(
        signer(authority=ABSENT), {"signers.authority": (1, 0, 1), "signers": (1, 0, 1)}, id="authority missed"
    ),
    pytest.param(
        lambda record: {"recipients": (text("Nơi nào đó"), *record.recipients[1:])},
        {"recipients": (1, 1, 1)},
        id="recipient",
    ),
    pytest.param(
        lambda record: {"recommendations": record.recommendations[:1]}, {"recommendations": (1, 0, 1)}, id="request"
    ),
    pytest.param(
        lambda record: {"recommendations": record.recommendations * 2}, {"recommendations": (0, 2, 0)}, id="doubled"
    ),
    pytest.param(section(label="V"), {"sections": (1, 1, 1)}, id="label of a heading"),
    pytest.param(section(level=3), {"sections": (1, 0, 1)}, id="level beyond the labels"),
    pytest.param(
        lambda _: {"citations": (citation(gold(REPORT, citations=[{"ref": "1/X", "date": None}]).citations[0]),)},
        {"citations": (2, 1, 2)},
        id="citation",
    ),
    pytest.param(lambda _: {"responds_to": None}, {"responds_to": (1, 0, 1)}, id="response"),
    pytest.param(lambda _: {"findings": ()}, {"missing": (1, 0, 1)}, id="part not reported"),
    pytest.param(
        lambda record: {"findings": (*record.findings, finding("missing.organ_name"))},
        {"missing": (0, 1, 0)},
        id="false alarm",
    ),
    pytest.param(
        counted(count(3)),
        {"collaborators": (1, 1, 1), "count.unit": (1, 0, 1), "count.meaning": (1, 0, 1)},
        id="count",
    ),
    pytest.param(counted(count(2, "xã Khác")), {"count.unit": (1, 1, 1)}, id="whose the count is"),
    pytest.param(
        counted(count(2, REPORT["collaborators"]["unit"]).model_copy(update={"meaning": CountMeaning.PLANNED})),
        {"count.meaning": (1, 1, 1)},
        id="meaning of the count",
    ),
    pytest.param(
        lambda _: {"tables": ()},
        {"tables.cells": (6, 0, 6), "tables.paths": (6, 0, 6), "tables.headers": (4, 0, 4)},
        id="table",
    ),
    pytest.param(
        cells(row(["1", "Lê Văn Sai", "x", ""]), row(["2", "Lê Văn Hai", "", "x"])),
        {"tables.cells": (1, 1, 1), "tables.paths": (1, 1, 1)},
        id="cell",
    ),
    pytest.param(
        cells(row(["1", "Lê Văn Một", "", "x"]), row(["2", "Lê Văn Hai", "", "x"])),
        {"tables.cells": (1, 1, 1), "tables.paths": (1, 1, 1)},
        id="cell under another header",
    ),
    pytest.param(
        cells(row(["2", "Lê Văn Hai", "", "x"])),
        {"tables.cells": (3, 0, 3), "tables.paths": (3, 0, 3)},
        id="row missed, the other in place",
    ),
    pytest.param(
        cells(*(row(each) for each in REPORT["tables"][0]["rows"]), row(["3", "Thừa", "", ""])),
        {"tables.cells": (0, 2, 0), "tables.paths": (0, 2, 0)},
        id="row invented",
    ),
]


@pytest.mark.parametrize(("change", "expected"), WRONG)
def test_each_planted_error_is_counted_where_it_is(change, expected):
    """One error in one of three documents changes the counts of its field, and of no other."""
    assert differences(planted(change)) == expected


RIGHT = [
    pytest.param(head(code_number=text("012")), id="leading zero"),
    pytest.param(head(place=text("HOÀ BÌNH,")), id="tone place, case, comma"),
    pytest.param(lambda _: {"recipients": tuple(text(f"- {line};") for line in LINES)}, id="dash"),
    pytest.param(lambda record: {"recipients": record.recipients[::-1]}, id="order of lines"),
    pytest.param(lambda record: {"sections": record.sections[::-1]}, id="order of headings"),
    pytest.param(section(heading="KẾT QUẢ THỰC HIỆN:"), id="colon"),
    pytest.param(
        lambda record: {
            "sections": (
                record.sections[0].model_copy(update={"children": record.sections[1:2]}),
                record.sections[2],
            )
        },
        id="headings as a tree",
    ),
    pytest.param(lambda record: {"citations": record.citations * 2}, id="citations are a set"),
    pytest.param(
        lambda record: {
            "citations": (
                *record.citations,
                record.citations[0].model_copy(update={"ref": text("07 / TT-BLĐTBXH")}),
            )
        },
        id="another spelling of a cited document",
    ),
    pytest.param(
        lambda record: {"findings": (*record.findings, finding("missing.section.proposals"))}, id="section findings"
    ),
    pytest.param(
        lambda record: counted(*record.collaborators.counts * 2)(record),
        id="a count said twice",
    ),
    pytest.param(
        lambda record: cells(row(["(1)", "(2)", "(3)", "(4)"], RowKind.NUMBERING), *record.tables[0].rows)(record),
        id="numbering row",
    ),
    pytest.param(lambda record: cells(*record.tables[0].rows, pages=())(record), id="pages of a table"),
]


@pytest.mark.parametrize("change", RIGHT)
def test_what_the_rules_ignore_costs_nothing(change):
    """Differences that the rules of comparison ignore are no errors."""
    assert differences(planted(change)) == {}
