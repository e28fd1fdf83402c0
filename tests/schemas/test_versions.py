from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from schemas.record import SCHEMA_VERSION, Record
from schemas.versions import RELEASED, STEPS, SchemaVersionError, Step, Values, load, migrate

STORED = [
    (path.stem, line)
    for path in sorted(Path("tests/schemas/stored").glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]
"""Version and record, as each released version wrote them; these files are never written anew."""


def _up(values: Values) -> Values:
    """A form in which the status has another name, and a new field stands."""
    changed = {key: value for key, value in values.items() if key != "status"}
    return {"remark": None, **changed, **values.get("later", {}), "state": values["status"]}


def _down(values: Values) -> Values:
    kept = {key: value for key, value in values.items() if key not in {"state", "remark"}}
    later = {"later": {"remark": values["remark"]}} if values["remark"] is not None else {}
    return {**kept, **later, "status": values["state"]}


MADE_UP = (Step("1.0", "1.1", _up, _down), Step("1.1", "2.0", dict, dict))


def test_every_released_version_has_stored_records_and_a_way() -> None:
    """A release without a record to load, or without the steps to the newest form, fails here."""
    assert RELEASED[-1] == SCHEMA_VERSION
    assert {version for version, _ in STORED} == set(RELEASED)
    assert [step.older for step in STEPS] == list(RELEASED[:-1])
    assert [step.newer for step in STEPS] == list(RELEASED[1:])


@pytest.mark.parametrize(("version", "line"), STORED)
def test_a_stored_record_loads_and_loses_nothing(version: str, line: str) -> None:
    """What a released version wrote is a record of today; back in its own form it says all that it said."""
    record = load(line)

    assert isinstance(record, Record)
    assert _holds(migrate(json.loads(record.to_json_line()), version), json.loads(line))


def _holds(values: object, said: object) -> bool:
    """Whether values say all that was said; fields that came later may stand beside it."""
    if isinstance(said, dict):
        return isinstance(values, dict) and all(key in values and _holds(values[key], said[key]) for key in said)
    if isinstance(said, list):
        return isinstance(values, list) and len(values) == len(said) and all(map(_holds, values, said))
    return values == said


@pytest.mark.parametrize("remark", [None, "new"])
def test_steps_lead_up_and_down_without_loss(remark: str | None) -> None:
    """Up and down again is where it was, from each end; what the older form cannot say is kept beside it."""
    old: Values = {"schema_version": "1.0", "status": "extracted"}
    before = copy.deepcopy(old)
    newest = migrate(old, "2.0", MADE_UP)
    told = {**newest, "remark": remark}

    assert newest == {"schema_version": "2.0", "state": "extracted", "remark": None}
    assert migrate(newest, "1.0", MADE_UP) == old == before
    assert {k: v for k, v in migrate(migrate(told, "1.0", MADE_UP), "2.0", MADE_UP).items() if k != "later"} == told


@pytest.mark.parametrize("line", ['{"schema_version": "9.9"}', "{}", "[]", '"1.0"'])
def test_an_unknown_version_is_refused(line: str) -> None:
    """A record of a newer program is not guessed at."""
    with pytest.raises(SchemaVersionError):
        load(line)
