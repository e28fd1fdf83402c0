"""Which required parts a heading names, whatever its wording."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.checks.headings import names_known, parts_named
from schemas.sections import Role

_ASKED = {
    "report": {Role.RESULTS, Role.DIFFICULTIES, Role.PROPOSALS},
    "plan": {Role.TARGETS, Role.CONTENT, Role.BUDGET, Role.ORGANISATION},
}
"""Parts that profiles ask for; of the first part of a report more headings tell than name it, so it is not refuted."""


def _wordings() -> Iterator[object]:
    families = tomllib.loads((Path(__file__).parent / "wordings.toml").read_text(encoding="utf-8"))
    for family, by_roles in families.items():
        for roles, headings in by_roles.items():
            named = frozenset() if roles == "none" else frozenset(Role(role) for role in roles.split("+"))
            yield from (pytest.param(family, named, heading, id=f"{family} {heading}") for heading in headings)


@pytest.mark.parametrize(("family", "roles", "heading"), list(_wordings()))
def test_parts_named(family: str, roles: frozenset[Role], heading: str):
    """A heading names the parts that a clerk reads from it, and no other part that is asked for."""
    named = parts_named(heading, outermost=True)
    either = {Role.TARGETS if role is Role.PURPOSE else role for role in named}

    assert either & _ASKED[family] == roles & _ASKED[family]
    assert roles <= either


@pytest.mark.parametrize(
    ("heading", "roles"),
    [
        ("Tuyên truyền, nhiệm vụ được giao", set()),
        ("Một số vấn đề đặt ra và kiến nghị", {Role.PROPOSALS}),
        ("Khó khăn, vướng mắc và kiến nghị", {Role.DIFFICULTIES, Role.PROPOSALS}),
        ("Kết quả và tồn tại", {Role.RESULTS, Role.DIFFICULTIES}),
        ("Dạy nghề, kinh phí hỗ trợ", set()),
    ],
)
def test_below_another_heading(heading: str, roles: set[Role]):
    """Below another heading a piece of work may end with the word: only what begins as a part names parts."""
    assert parts_named(heading, outermost=False) == roles


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("Căn cứ pháp lý", True),
        ("Phạm vi, đối tượng", True),
        ("Kết quả", True),
        ("Công tác dân số", False),
        ("Văn hóa - Xã hội", False),
    ],
)
def test_known(heading: str, known: bool):
    """Headings of fields of work are of a name of their own; parts without a role are not."""
    assert names_known(heading) is known
