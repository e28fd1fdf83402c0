from email.message import Message
from importlib import metadata

import pytest

from scripts import check_licences
from scripts.check_licences import REVIEWED, Verdict, closure, judge, judge_expression

BSD = "License :: OSI Approved :: BSD License"
GPL = "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"
LGPL = "License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)"
OSI = "License :: OSI Approved"


def planted(*headers: tuple[str, str]) -> Message:
    """Metadata of a distribution that does not exist."""
    fields = Message()
    for name, value in headers:
        fields.add_header(name, value)
    return fields


@pytest.mark.parametrize(
    ("expression", "verdict"),
    [
        ("MIT", Verdict.ALLOWED),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", Verdict.ALLOWED),
        ("GPL-3.0-or-later", Verdict.REFUSED),
        ("AGPL-3.0-only", Verdict.REFUSED),
        ("LGPL-2.1-or-later", Verdict.ALLOWED),
        ("MIT OR GPL-2.0-only", Verdict.ALLOWED),
        ("MIT AND GPL-2.0-only", Verdict.REFUSED),
        ("(MIT OR GPL-2.0-only) AND BSD-2-Clause", Verdict.REFUSED),
        ("(MIT OR Apache-2.0) AND BSD-2-Clause", Verdict.ALLOWED),
        ("Apache-2.0 WITH LLVM-exception", Verdict.ALLOWED),
        ("LicenseRef-Own", Verdict.UNKNOWN),
        ("MIT AND LicenseRef-Own", Verdict.UNKNOWN),
    ],
)
def test_expressions(expression: str, verdict: Verdict) -> None:
    """Of alternatives the best counts, of licences that bind together the strictest."""
    assert judge_expression(expression) is verdict


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        ([("License-Expression", "MIT"), ("Classifier", GPL)], Verdict.ALLOWED),
        ([("License", "BSD")], Verdict.ALLOWED),
        ([("License", "Apache 2.0")], Verdict.ALLOWED),
        (
            [("License", "MIT License\n\nPermission is hereby granted to use it with GPL programs")],
            Verdict.REFUSED,
        ),
        ([("License", "MIT License\n\n" + "Permission is hereby granted. " * 20 + "GPL")], Verdict.ALLOWED),
        ([("License", "GNU General Public License v2")], Verdict.REFUSED),
        ([("License", "GNU Affero General Public License")], Verdict.REFUSED),
        ([("License", "GNU LGPL 3")], Verdict.ALLOWED),
        ([("Classifier", BSD)], Verdict.ALLOWED),
        ([("Classifier", LGPL)], Verdict.ALLOWED),
        ([("Classifier", GPL)], Verdict.REFUSED),
        ([("License", "MIT"), ("Classifier", GPL)], Verdict.REFUSED),
        ([("License", "MIT"), ("Classifier", OSI)], Verdict.ALLOWED),
        ([("Classifier", OSI)], Verdict.UNKNOWN),
        ([("Classifier", "Topic :: Text Processing")], Verdict.UNKNOWN),
        ([("License", "see the file")], Verdict.UNKNOWN),
        ([("License", "")], Verdict.UNKNOWN),
        ([], Verdict.UNKNOWN),
    ],
)
def test_metadata(headers: list[tuple[str, str]], verdict: Verdict) -> None:
    """An expression decides; older fields are read strictly; what says nothing stays unknown."""
    assert judge("planted", planted(*headers)).verdict is verdict


def test_a_review_stands_in_for_metadata() -> None:
    """A distribution that a person has looked at passes with the reason shown."""
    name, reason = next(iter(REVIEWED.items()))

    assert judge(name, planted()) == check_licences.Finding(name, f"reviewed: {reason}", Verdict.ALLOWED)


def test_the_closure_follows_markers_and_extras_asked_for() -> None:
    """Own extras and other platforms are left out, extras that a requirement names are not, loops end."""
    needs = {
        "top": ["Mid_One[fast]>=1", 'never; sys_platform == "nowhere"', 'lint; extra == "dev"'],
        "Mid_One": ["low", 'quick; extra == "fast"', 'slow; extra == "other"', "top"],
        "low": None,
        "quick": ["low"],
    }

    assert list(closure("top", needs.__getitem__)) == ["mid-one", "low", "quick"]


@pytest.mark.parametrize(("licence", "code"), [("MIT", 0), ("GPL-3.0-only", 1), ("Own", 1)])
def test_the_command_fails_on_what_is_refused_or_unknown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], licence: str, code: int
) -> None:
    """One bad distribution anywhere in the closure fails the check and is named."""
    monkeypatch.setattr(metadata, "requires", {"vanthu": ["planted"], "planted": None}.__getitem__)
    monkeypatch.setattr(metadata, "metadata", lambda _: planted(("License-Expression", licence)))

    assert check_licences.main() == code
    assert "planted" in capsys.readouterr().out


def test_what_is_installed_is_free_of_gpl() -> None:
    """Everything that vanthu needs at run time may be used, and no review has outlived its distribution."""
    names = set(closure("vanthu", metadata.requires))

    assert [
        f for f in (judge(n, metadata.metadata(n)) for n in names) if f.verdict is not Verdict.ALLOWED
    ] == []
    assert names >= set(REVIEWED)
