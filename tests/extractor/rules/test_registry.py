from __future__ import annotations

import pytest

from extractor.rules.registry import PATHS, RULES, rule


def test_every_path_of_the_record_has_a_rule():
    """A field that is declared and never filled is a fault of the program."""
    assert sorted(set(PATHS) - set(RULES)) == []


def test_a_misspelt_path_is_told_with_the_paths_there_are():
    """A rule for a path that the record does not have fails where it is declared."""
    with pytest.raises(ValueError, match=r"no field 'document\.code_nunber'.*document\.code_number.*recipients"):
        rule("document.code_nunber")


def test_a_path_has_one_rule():
    """A second rule for one path names the first."""
    with pytest.raises(ValueError, match="has a rule already: code_number"):
        rule("document.code_number")
