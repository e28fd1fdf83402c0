"""Decisions that were made before: on other words, on a place that is gone, by another person."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from extractor.decisions.log import DecisionLog
from extractor.decisions.model import Act, Action
from extractor.store.listing import held
from extractor.store.store import RecordKey, Store
from schemas.versions import load
from tests.extractor.desk.driving import OTHER, REVIEWER, Hands

LETTER = "ttr-huyen-2017.pdf"


def _decided(hands: Hands, reviewer: str, *acts: Act, changed: bool = False) -> None:
    """Decide on the letter as it is, or as another version read it: other words, and one recipient more."""
    with Store.open(str(hands.server.folder / "store")) as store:
        kept = held(store, hands.server.number(LETTER))
        assert kept is not None
        values = json.loads(kept.line)
        if changed:
            values["document"]["subject"] |= {"value": "Về việc khác", "raw": "Về việc khác"}
            place = {"kind": "page", "page": 1, "start": 900_000, "end": 900_005, "boxes": []}
            gone = {"value": "Sở Cũ", "raw": "Sở Cũ", "evidence": [place]}
            values["recipients"].append(values["recipients"][0] | gone)
        listed = kept.listed
        key = RecordKey(listed.sha256, listed.name, listed.position)
        DecisionLog(store).append(reviewer, key, load(json.dumps(values)), acts)


def _recipients(hands: Hands) -> int:
    with Store.open(str(hands.server.folder / "store")) as store:
        kept = held(store, hands.server.number(LETTER))
        assert kept is not None
        return len(kept.record().recipients)


def test_what_has_changed_is_open_again_and_settled_by_a_key(hands: Hands) -> None:
    """Other words under a decision, and a decision whose place is gone: both are in the queue and say why."""
    gone = f"recipients[{_recipients(hands)}]"
    acts = (Act("document.subject", Action.ACCEPT), Act(gone, Action.ACCEPT))
    _decided(hands, REVIEWER, *acts, changed=True)
    hands.go("/desk?why=changed")
    expect(hands.page.locator(".documents tbody tr")).to_contain_text(LETTER)

    hands.open(LETTER)
    count = int(hands.page.locator("#left").inner_text())
    rows = hands.page.locator("li.row.changed")
    expect(rows).to_have_count(2)
    gone_row = rows.filter(has_text="Sở Cũ")
    expect(gone_row).to_contain_text("không còn thấy chỗ này")
    gone_row.locator(".pick").click()
    hands.press("Enter")
    hands.left(count - 1)
    expect(gone_row).to_have_count(0)
    expect(rows).to_contain_text("mở lại")
    rows.locator(".pick").click()
    hands.press("Enter")

    hands.left(count - 2)
    expect(rows).to_have_count(0)


def test_two_reviewers_who_disagree_are_shown(hands: Hands) -> None:
    """Who said what stands in the row, and the place is to be looked at."""
    _decided(hands, OTHER, Act("document.subject", Action.ACCEPT))
    hands.open(LETTER, at="document.subject")

    hands.press("r")

    row = hands.page.locator('li.row[data-path="document.subject"]').first
    row.locator(".pick").click()
    expect(row).to_contain_text("Hai người duyệt khác nhau")
    expect(row).to_contain_text(f"{OTHER}: Đúng")
    expect(row).to_contain_text(f"{REVIEWER}: Sai")
