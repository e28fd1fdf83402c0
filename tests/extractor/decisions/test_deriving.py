"""What follows from an edited citation: its parts and its key, as the rules make them."""

from __future__ import annotations

import pytest

from extractor.decisions.applying import applied
from extractor.decisions.deriving import key_with
from schemas.fields import Source
from tests.extractor.decisions.deciding import accept, decided, edit, reject
from tests.extractor.writing.exports import NAMES, sample

A = sample("bc-phuong.txt")


@pytest.mark.parametrize("name", NAMES)
def test_the_key_of_a_citation_that_nobody_changed_is_made_the_same(name):
    """Made from the parts of the record, the key is the one that the rules made from the paper."""
    citations = sample(name).citations

    assert [key_with(each, is_new=False) for each in citations] == [each.key for each in citations]


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (
            {"ref": "07/2013/TT-BLĐTBXH"},
            {"key": "TT|07|2013|BLĐTBXH", "code_number": "07", "year": 2013, "notation": "TT-BLĐTBXH", "type": "TT"},
        ),
        ({"ref": "Luật Người cao tuổi năm 2009"}, {"key": "L||2009|người cao tuổi", "code_number": None, "type": "L"}),
        ({"ref": "07/2013/TT-BLĐTBXH", "code_number": "8"}, {"key": "TT|08|2013|BLĐTBXH", "code_number": "8"}),
        ({"ref": "12/SYT-NVY", "date": "3/4/2021"}, {"key": "KH|12|2021|SYT-NVY", "year": 2021}),
        ({"ref": "07/2013/TT-BLĐTBXH", "key": "của tôi"}, {"key": "của tôi"}),
        ({"ref": "không phải số"}, {"ref": "không phải số"}),
    ],
)
def test_a_reference_that_a_person_gave_is_read_anew(edits, said):
    """Number, year, notation and key follow it; what the person decided himself stays."""
    index = next(n for n, each in enumerate(A.citations) if each.code_number.value is not None)
    acts = [edit(f"citations[{index}].{name}", value) for name, value in edits.items()]
    if "12/SYT-NVY" in edits.values():
        acts.append(edit(f"citations[{index}].type", "KH"))

    citation = applied(A, decided(A, *acts)).record.citations[index]

    found = {name: getattr(citation, name) for name in said}
    assert {name: part if isinstance(part, str) else part.value for name, part in found.items()} == said
    if "code_number" in said and "code_number" not in edits and said["code_number"] is not None:
        assert (citation.code_number.source, citation.code_number.evidence) == (Source.REVIEW, citation.ref.evidence)


@pytest.mark.parametrize("act", [accept("citations[0].ref"), edit("citations[0].ref", "x"), reject("citations[1]")])
def test_other_citations_are_left_as_they_are(act):
    """What nobody changed is the very same object."""
    last = A.citations[-1]

    assert applied(A, decided(A, act)).record.citations[-1] is last
