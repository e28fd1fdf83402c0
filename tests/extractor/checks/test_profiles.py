"""Profiles: chosen by name, file or type; validated when read; added without code."""

import re
from pathlib import Path

import pytest

from extractor.checks.profiles import choose_profile, list_profiles
from extractor.errors import ExitCode, ProfileError
from tests.extractor.checks.documents import REPORT, findings

MINIMAL = 'name = "mine"\nversion = "1.0"\ntitle = "Của tôi"\nkind = "campaign"\n'
GUIDE = Path(__file__).parents[3] / "docs" / "profiles.md"


@pytest.mark.parametrize(
    ("name", "document_type", "chosen"),
    [
        (None, "BC", "bc"),
        (None, "KH", "kh"),
        (None, "QĐ", "default"),
        (None, "CV", "default"),
        (None, None, "default"),
        ("kh", "BC", "kh"),
        ("tt-07-2013", "BC", "tt-07-2013"),
        ("tt-07-2013", None, "tt-07-2013"),
    ],
)
def test_choice(name, document_type, chosen) -> None:
    """A name goes before the type; a type without a profile of its own has the default one."""
    assert choose_profile(name, document_type).name == chosen


def test_listed_by_name() -> None:
    """Every profile that ships, in a fixed order, the campaign's with its sections and columns."""
    profiles = {profile.name: profile for profile in list_profiles()}

    assert list(profiles) == ["bc", "default", "kh", "tt-07-2013"]
    assert profiles["tt-07-2013"].kind == "campaign"
    assert {section.roles[0].value for section in profiles["tt-07-2013"].sections} == {
        "opening", "steering", "results", "difficulties", "proposals",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "not TOML"),
        (MINIMAL + "colour = 1\n", "colour"),
        (MINIMAL.replace("campaign", "custom"), "kind"),
        (MINIMAL + 'document_types = ["XX"]\n', "unknown document type 'XX'"),
        (MINIMAL + 'form = ["logo"]\n', "form"),
        (MINIMAL + 'roster = ["height"]\n', "roster"),
        (MINIMAL + '[[sections]]\nroles = ["poetry"]\n', "sections.0.roles.0"),
        (MINIMAL + "[[sections]]\nroles = []\n", "sections.0.roles"),
        (MINIMAL + '[[sections]]\nroles = ["results"]\nheadings = ["…"]\n', "holds no words"),
        (MINIMAL + '[[columns]]\nname = "shoe"\ntitle = "Giày"\n', "unknown column 'shoe'"),
        (MINIMAL + '[[sections]]\nroles = ["results"]\n' * 2, "required twice"),
        (MINIMAL.replace('"1.0"', '"new"'), "version"),
    ],
)
def test_a_wrong_profile_is_refused_with_what_is_wrong(tmp_path, text, says) -> None:
    """Loudly, as wrong usage, with the file's name."""
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ProfileError, match=re.escape(says)) as raised:
        choose_profile(str(path), "BC")

    assert "mine.toml" in str(raised.value)
    assert raised.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("name", ["unknown", "no/such/file.toml", ""])
def test_an_unknown_profile_is_refused(name) -> None:
    """Neither a name nor a file."""
    with pytest.raises(ProfileError, match="list profiles with vanthu check --profiles"):
        choose_profile(name, "BC")


def test_a_profile_that_is_not_text_is_refused(tmp_path) -> None:
    """Bytes that are no UTF-8."""
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ProfileError, match="not UTF-8"):
        choose_profile(str(path), None)


def test_adding_a_profile_needs_no_code(tmp_path) -> None:
    """The example of the guide is a profile, and its gaps are errors."""
    example = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    path = tmp_path / "doc-sach-2026.toml"
    path.write_text(example[1].replace('"proposals"', '"budget"'), encoding="utf-8")

    found = {finding.code: finding.severity.value for finding in findings(REPORT, str(path))}

    assert found == {
        "missing.section.budget": "error",
        "missing.form.table": "error",
        "addressee.other": "error",
    }


def test_a_heading_of_the_profile_counts(tmp_path) -> None:
    """A variant that no vocabulary has stands for the role, whatever its marks and case."""
    path = tmp_path / "mine.toml"
    path.write_text(MINIMAL + '[[sections]]\nroles = ["budget"]\nheadings = ["kho khan"]\n', encoding="utf-8")

    assert findings(REPORT, str(path)) == ()
