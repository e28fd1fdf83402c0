import io
import json
import re
import unicodedata
import zipfile

import pytest

from corpus.generator.bodies import NoBodiesError
from corpus.generator.chance import Chance
from corpus.generator.contents import Draw
from corpus.generator.damage import DAMAGES
from corpus.generator.documents import draw_plan
from corpus.generator.drawing import Made, draw_document
from corpus.generator.labels import label_of
from corpus.generator.legacy import in_fonts, to_tcvn3, to_vni
from corpus.generator.pages import compose
from corpus.generator.plan import Layout, Plan
from corpus.generator.run import KIND_WEIGHTS, document_files
from corpus.generator.text import text_of
from evaluation.gold import Gold

SPLITS = ("train", "dev", "test")


def made(split: str, kind: str, count: int) -> list[Made]:
    """The first documents of a split, all of one kind of file."""
    return [draw_document(Draw(split, 7, index, kind)) for index in range(count)]


def plans(split: str, kind: str, count: int) -> list[Plan]:
    """The plans among them."""
    return [document.plan for document in made(split, kind, count) if document.plan]


def folded(text: str) -> str:
    """Single spaces, without marks of bold and strike."""
    return " ".join(text.replace("**", "").replace("~~", "").split())


@pytest.mark.parametrize("split", SPLITS)
def test_what_a_label_names_stands_on_the_page(split: str) -> None:
    """Every value of a label is printed in the text made from the same plan."""
    for plan in plans(split, "txt", 80):
        page = folded(text_of(compose(plan), plan.layout))
        label = label_of(plan, "txt", {})
        values = [label["notation"], label["place"], *label["recipients"]]
        values += [cited["ref"] for cited in label["citations"]]
        values += [section["heading"] for section in label["sections"]]
        values += [signer[part] for signer in label["signers"] for part in ("capacity", "position", "name")]
        values += label["recommendations"]
        values += [label["collaborators"]["raw"]] if label["collaborators"] else []
        bare = page.replace(" ", "")
        assert [value for value in values if value and folded(value).replace(" ", "") not in bare] == []


@pytest.mark.parametrize("split", SPLITS)
def test_labels_follow_the_format(split: str) -> None:
    """Every label is valid by the format that the scorer reads, whatever the kind of file."""
    for kind in KIND_WEIGHTS:
        for document in made(split, kind, 40):
            files = document_files(document, b"", {})
            Gold.model_validate_json(files[f"{document.name}.gold.json"])


def test_the_same_seed_gives_the_same_document() -> None:
    """Plans are equal draw by draw, and another seed gives another document."""
    first, again = (draw_document(Draw("dev", 3, 5, "docx")) for _ in range(2))

    assert first == again
    assert draw_document(Draw("dev", 4, 5, "docx")) != first


def test_no_body_and_no_own_layout_stands_in_two_splits() -> None:
    """Bodies of test are never seen in train or dev; besides three shared layouts neither are its layouts."""
    found = {split: plans(split, "docx", 150) for split in SPLITS}
    areas = {split: {plan.area for plan in some} for split, some in found.items()}
    layouts = {split: {plan.layout.name for plan in some} for split, some in found.items()}

    assert not areas["test"] & (areas["train"] | areas["dev"])
    assert layouts["test"] - (layouts["train"] | layouts["dev"])


def test_the_documents_are_varied() -> None:
    """A split holds many bodies, types, layouts and lengths, and documents with and without appendices."""
    found = plans("train", "pdf", 200)

    assert len({plan.body_kind for plan in found}) >= 12
    assert len({plan.type for plan in found}) >= 8
    assert len({plan.layout.name for plan in found}) >= 6
    assert len({len(plan.blocks) for plan in found}) >= 30
    assert 0 < sum(bool(plan.appendices) for plan in found) < len(found)
    assert sum(bool(plan.faults) for plan in found) > 15


def test_counts_of_collaborators_agree_where_no_fault_is_planted() -> None:
    """The total in prose is that of the table unless a fault says otherwise."""
    for plan in plans("train", "docx", 200):
        label = label_of(plan, "docx", {})["collaborators"]
        rows = [count for count in (label or {}).get("others", ()) if count.get("row") == "total"]
        totals = {count["value"] for count in rows if count["of_whom"] is None}
        if totals and not plan.faults and "row" not in label:
            assert label["total"] in totals


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_word_files_are_the_same_bytes_and_well_formed(kind: str) -> None:
    """A package has every part that its relations name, and building it twice gives the same bytes."""
    for document in made("test", kind, 12):
        raw = document_files(document, b"", {}).get(f"{document.name}.docx", b"")
        assert raw == document_files(document, b"", {}).get(f"{document.name}.docx", b"")
        if raw:
            with zipfile.ZipFile(io.BytesIO(raw)) as package:
                names = set(package.namelist())
                relations = package.read("word/_rels/document.xml.rels").decode()
            assert {f"word/{target}" for target in re.findall(r'Target="([^"]+)"', relations)} <= names


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("xã Ứng Hòa", [(".VnTime", "x· "), (".VnTimeH", "ø"), (".VnTime", "ng Hßa")]),
        ("BÁO CÁO", [(".VnTimeH", "B¸O C¸O")]),
    ],
)
def test_capitals_with_tones_need_the_font_of_capitals(text: str, runs: list[tuple[str, str]]) -> None:
    """TCVN3 has no bytes for them; the font .VnTimeH draws the small letter's byte as a capital."""
    assert list(in_fonts(text, "tcvn3")) == runs


@pytest.mark.parametrize("split", SPLITS)
def test_every_split_has_damaged_text_of_many_sorts(split: str) -> None:
    """Legacy encodings, misread letters and lost hyphens are drawn, and the answers name them."""
    found = {document.damage for kind in ("txt", "docx", "pdf") for document in made(split, kind, 120)}

    assert {"ocr", "lost_hyphens", "nfd", "horn", "tcvn3", "vni"} <= found


@pytest.mark.parametrize("name", ["nfd", "horn", "eth", "nbsp", "spaces", "hard_hyphen", "dashes", "crlf"])
def test_artefacts_of_fonts_change_no_letter(name: str) -> None:
    """What such damage does can be undone sign by sign."""
    text = "Ủy ban nhân dân xã Đại Từ - Số: 15/BC-UBND của Sở và đơn vị năm 2026\nSố 07/QĐ-TTg\n"
    back = str.maketrans("\u01a2\u01a3\u00d0\u00f0\u00a0\u2011–", "ƯưĐđ --")

    damaged = unicodedata.normalize("NFC", DAMAGES[name](text)).translate(back)

    assert damaged.split() == text.split()


@pytest.mark.parametrize(
    ("text", "tcvn3", "vni"),
    [
        ("cộng hòa", "céng hßa", "coäng hoøa"),
        ("Xin chào các bạn", "Xin chµo c¸c b¹n", "Xin chaøo caùc baïn"),
        ("đường", "®\u00adêng", "ñöôøng"),
        ("ký", "ký", "kyù"),
    ],
)
def test_legacy_encodings(text: str, tcvn3: str, vni: str) -> None:
    """Known words in the encodings of documents up to about 2012, as Latin-1 shows them."""
    assert (to_tcvn3(text), to_vni(text)) == (tcvn3, vni)


def test_answers_name_what_was_planned() -> None:
    """The answers of a refused page say why; those of a document name its body, layout and faults."""
    documents = made("dev", "txt", 150)
    answers = [
        json.loads(document_files(document, b"", {})[f"{document.name}.plan.json"]) for document in documents
    ]

    assert {answer["refusal"] for answer in answers} >= {None, "refused.not_administrative"}
    assert all(answer["faults"] or answer["layout"] for answer in answers if answer["refusal"] is None)
    assert any(state != "present" for answer in answers for state in answer.get("sections", {}).values())


def test_a_moved_section_is_told_as_present() -> None:
    """The answers name the heading that a moved section stands below and the findings that would be wrong."""
    moved = [
        entry
        for index in range(12)
        for entry in json.loads(
            document_files(
                Made("x", "dev", "txt", draw_plan(Draw("dev", 2, index, "txt", "elsewhere"), types={"BC": 1})), b"", {}
            )["x.plan.json"]
        )["elsewhere"]
    ]

    assert {entry["role"] for entry in moved} == {"proposals", "difficulties"}
    assert all(entry["items"] and entry["heading"] and entry["answer"] == "present" for entry in moved)
    assert all(f"missing.section.{entry['role']}" in entry["no_finding"] for entry in moved)


def test_labels_of_counts_name_every_meaning() -> None:
    """Besides the number of today those planned, needed, recruited, trained and reduced are counted, and teams."""
    labels = [label_of(plan, "docx", {})["collaborators"] for plan in plans("train", "docx", 400)]
    counts = [entry for label in labels if label for entry in (label, *label["others"])]

    meanings = {"current", "planned", "needed", "recruited", "trained", "reduced", "previous"}
    assert {entry["meaning"] for entry in counts} == meanings
    assert {entry["unit_of_count"] for entry in counts} >= {None, "người", "đội"}
    assert all(label["unit_of_count"] != "đội" for label in labels if label)


def test_a_label_says_which_digits_are_by_hand_or_covered() -> None:
    """Number and day that are not typed are illegible, and the appendix does not give every number away."""
    labels = [label_of(plan, "scan", {}) for plan in plans("dev", "scan", 80)]
    digits = [label for label in labels if "digits" in label]

    assert {shown for label in digits for shown in label["digits"].values()} == {"handwritten", "covered"}
    assert all(label["number_status"] == "illegible" for label in digits if "number" in label["digits"])
    assert all(label["date_status"] == "illegible" and label["date"] for label in digits if "date" in label["digits"])


def test_a_signature_field_is_a_digital_signature() -> None:
    """Number and day drawn by signature fields: the PDF is signed, whether or not it shows a seal."""
    signed = [plan for plan in plans("train", "pdf", 200) if plan.head.number_source == "signature"]

    labels = [label_of(plan, "pdf", {}) for plan in signed]

    assert labels
    assert all(label["signature"] == "digital" for label in labels)
    assert not any("seal_or_digital_signature" in label["missing"] for label in labels)


def test_labels_of_tables_tell_kinds_of_rows_and_merged_cells() -> None:
    """Row kinds name every labelled row, and a merge lies inside the table."""
    for plan in plans("train", "docx", 120):
        for table in label_of(plan, "docx", {})["tables"]:
            assert len(table["row_kinds"]) == table.get("rows_total", len(table["rows"]))
            for row, column, down, across in table["cell_spans"]:
                assert row + down <= len(table["row_kinds"])
                assert column + across <= len(table["columns"])


def test_epochs_of_test_differ_in_bodies() -> None:
    """A new epoch gives test other areas; beyond the pool it says what to do."""
    areas = [
        {draw_plan(Draw("test", 1, index, "txt", epoch=epoch)).area for index in range(60)} for epoch in range(3)
    ]

    assert [len(one) > 10 for one in areas] == [True] * 3
    assert not areas[0] & areas[1]
    with pytest.raises(NoBodiesError, match=r"places\.toml"):
        draw_plan(Draw("test", 1, 0, "txt", epoch=99))


def test_some_documents_are_long() -> None:
    """Some reports of a split have enough paragraphs for about 40 pages."""
    counts = sorted(len(plan.blocks) for plan in plans("dev", "pdf", 300))

    assert counts[-1] > 400
    assert counts[len(counts) // 2] < 60


def test_empty_and_foreign_pages_are_written_as_planned() -> None:
    """A page of no lines is an empty text."""
    assert text_of([], Layout("none")).strip() == ""


def test_a_draw_takes_every_type_that_is_asked_for() -> None:
    """The type can be fixed; a body of the Party writes a report."""
    plan = draw_plan(Draw("train", 1, 1, "txt"), types={"TTr": 1})

    assert plan.type == "TTr"
    assert Chance("a").number(0, 10**9) == Chance("a").number(0, 10**9)
