"""What the PDF reader says of digital signatures: whose, when, whether unchanged, where."""

import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from extractor.budget import Budget
from extractor.reading.pdf import signing as signing_of_pdf
from extractor.reading.pdf import trust
from extractor.reading.pdf.reader import read
from extractor.reading.pdf.signatures import with_signatures
from extractor.reading.source import SourceText
from tests.extractor import signing
from tests.extractor.coroutines import outcome
from tests.extractor.signing import (
    AT,
    CHAIR,
    NUMBER_BOX,
    ORGAN,
    SEAL_BOX,
    Letter,
    Signature,
    letter,
    sign,
    tampered,
)

PERSON = Signature()
SEAL = Signature(common=ORGAN, box=SEAL_BOX, at=AT + timedelta(minutes=5))
NUMBER = replace(SEAL, box=NUMBER_BOX)
NOTHING = SourceText("application/pdf", "text\n", ())


def state(pdf: bytes) -> list[tuple[bool | None, bool | None]]:
    """Intact and whole of each signature."""
    return [(each.intact, each.whole) for each in read(pdf).signatures]


def test_a_signature_names_signer_body_time_and_place() -> None:
    """Words of the certificate stand behind the text, and every one can be pointed at there."""
    source = read(sign(letter(), replace(PERSON, unit="Văn phòng")))

    signature = source.signatures[0]
    said = {name: [source.text[e.start : e.end] for e in signature.evidence(name)] for name, _ in signature.said}
    assert (signature.signer, signature.organ, signature.signed_at) == (
        CHAIR,
        f"{ORGAN}, Văn phòng",
        "2026-05-14T16:20:05+07:00",
    )
    assert said == {"signer": [CHAIR], "organ": [ORGAN, "Văn phòng"], "signed_at": ["D:20260514162005+07'00'"]}
    assert (signature.page, signature.box) == (1, (370, 841.9 - 260, 480, 841.9 - 190))
    assert len(source.boxes) == len(source.text)
    assert read(letter()).text in source.text


@pytest.mark.parametrize(
    ("pdf", "expected"),
    [
        pytest.param(letter(), [], id="no signature"),
        pytest.param(sign(letter(), PERSON), [(True, True)], id="one"),
        pytest.param(sign(letter(), PERSON, NUMBER, SEAL), [(True, True)] * 3, id="person, then the clerk"),
        pytest.param(
            sign(letter(), replace(PERSON, certifies=True), SEAL), [(True, True)] * 2, id="the first one certifies"
        ),
        pytest.param(tampered(sign(letter(), PERSON)), [(False, True)], id="a byte changed"),
        pytest.param(signing.with_new_page(sign(letter(), PERSON)), [(True, False)], id="a page added"),
        pytest.param(
            sign(signing.with_new_page(sign(letter(), PERSON)), replace(SEAL, field="Later")),
            [(True, False), (True, True)],
            id="a page added between two signatures",
        ),
        pytest.param(signing.with_broken_contents(sign(letter(), PERSON)), [(None, None)], id="zeros for a signature"),
        pytest.param(signing.with_broken_range(sign(letter(), PERSON)), [(False, False)], id="no byte range"),
        pytest.param(letter() + b"%/ByteRange\n", [], id="the word alone makes no signature"),
    ],
)
def test_changes_after_signing_are_told(pdf: bytes, expected: list[tuple[bool | None, bool | None]]) -> None:
    """Covered bytes as they were, and nothing behind them but signatures; what cannot be read is unknown."""
    assert state(pdf) == expected


@pytest.mark.parametrize(
    ("common", "signer"),
    [
        ("Đinh Va\u0306n Khoa\u0301t", "Đinh Văn Khoát"),
        ("Đinh\tVăn\u0007 Khoát\r\n", "Đinh Văn Khoát"),
        ("<b>x</b>=HYPERLINK(1)", "<b>x</b>=HYPERLINK(1)"),
    ],
)
def test_words_of_a_certificate_are_plain_text(common: str, signer: str) -> None:
    """Composed, on one line, without control characters; what they mean is nobody's business here."""
    source = read(sign(letter(), replace(PERSON, common=common)))

    assert source.signatures[0].signer == signer


@pytest.mark.parametrize(
    ("rotation", "box"),
    [
        (0, (370, 581.9, 480, 651.9)),
        (90, (190, 370, 260, 480)),
        (180, (115.3, 190, 225.3, 260)),
        (270, (581.9, 115.3, 651.9, 225.3)),
    ],
)
def test_the_place_is_that_of_the_page_as_shown(rotation: int, box: tuple[float, ...]) -> None:
    """Turned pages turn the place of an appearance with them."""
    source = with_signatures(NOTHING, sign(letter(Letter(rotation=rotation)), PERSON))

    assert source.signatures[0].box == pytest.approx(box)


def test_a_signature_without_appearance_has_no_box() -> None:
    """It is on its page, but nowhere to be seen."""
    signature = read(sign(letter(), replace(PERSON, box=None))).signatures[0]

    assert (signature.signer, signature.page, signature.box) == (CHAIR, 1, None)


@pytest.mark.parametrize(
    ("at", "trusted"),
    [(AT, True), (AT + timedelta(days=400), False)],
    ids=["valid when it signed", "expired when it signed"],
)
def test_trust_is_that_of_configured_roots(
    at: datetime, trusted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chain to a root in the folder, judged at the time of signing; a changed file's certificate proves nothing."""
    signing.write_root(tmp_path)
    monkeypatch.setenv("VANTHU_TRUST", str(tmp_path))
    pdf = sign(letter(), replace(PERSON, at=at))

    assert [each.trusted for each in read(pdf).signatures] == [trusted]
    assert [each.trusted for each in read(tampered(pdf)).signatures] == [None]


def test_trust_is_told_inside_a_running_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook or a server that reads in its own loop gets the same answer."""
    signing.write_root(tmp_path)
    monkeypatch.setenv("VANTHU_TRUST", str(tmp_path))
    pdf = sign(letter(), PERSON)

    async def within() -> bool | None:
        return read(pdf).signatures[0].trusted

    assert outcome(within()) is True


@pytest.mark.parametrize("content", [None, b"rubbish"], ids=["empty folder", "no certificate in it"])
def test_trust_without_roots_is_not_checked(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither trusted nor untrusted."""
    if content is not None:
        (tmp_path / "root.pem").write_bytes(content)
    monkeypatch.setenv("VANTHU_TRUST", str(tmp_path))

    assert read(sign(letter(), PERSON)).signatures[0].trusted is None


def test_an_unknown_root_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another self-signed certificate in the folder makes nobody trusted."""
    signing.write_other_root(tmp_path)
    monkeypatch.setenv("VANTHU_TRUST", str(tmp_path))

    assert read(sign(letter(), PERSON)).signatures[0].trusted is False


def test_a_spent_budget_leaves_signatures_out() -> None:
    """Past the deadline no further signature is read, and the document is there all the same."""
    source = with_signatures(NOTHING, sign(letter(), PERSON), Budget(deadline=0.0))

    assert source == NOTHING


def test_a_file_made_to_double_its_paths_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty dictionaries, each naming the next one twice: whether the file is whole stays unknown."""
    monkeypatch.setattr(signing_of_pdf, "_MOST_WORK", 2000)
    with pikepdf.open(BytesIO(letter())) as pdf:
        entry = pdf.make_indirect(pikepdf.Dictionary(A=1))
        for _ in range(40):
            entry = pdf.make_indirect(pikepdf.Dictionary(A=entry, B=entry))
        pdf.Root.PieceInfo = entry
        out = BytesIO()
        pdf.save(out)

    assert state(sign(out.getvalue(), PERSON, SEAL)) == [(True, None), (True, True)]


def test_damaged_signatures_never_fail_a_document() -> None:
    """Bytes changed, lost and doubled at places drawn once and for all."""
    pdf = sign(letter(), PERSON, SEAL)
    draw = random.Random(4)
    for _ in range(60):
        damaged = bytearray(pdf)
        for _ in range(draw.choice((1, 3, 20))):
            at = draw.randrange(len(damaged))
            damaged[at : at + draw.choice((0, 1, 9))] = draw.choice((b"", b"0", b"/Kids [1 0 R]", b"<<", b")", b"-1"))

        source = with_signatures(NOTHING, bytes(damaged))

        assert len(source.signatures) <= 2


def test_files_without_signature_do_not_load_the_library() -> None:
    """PyHanko costs as much as reading ten pages."""
    program = (
        "import sys; from extractor.reading.pdf.reader import read; "
        "read(open('corpus/samples/bc-xa.pdf', 'rb').read()); print('pyhanko' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_local_time_written_as_utc_is_told_by_the_dictionary() -> None:
    """`/M` with its offset goes before the signed attribute, which some programs fill with local time and a `Z`."""
    signature = read(sign(letter(), replace(PERSON, at=datetime(2026, 5, 14, 20, 6, tzinfo=UTC)))).signatures[0]

    assert signature.signed_at == "2026-05-14T20:06:00+00:00"


def test_roots_come_with_the_certificates_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signatures often carry their own certificate only: the one between stands in the folder with the root."""
    signing.write_root(tmp_path)
    monkeypatch.setenv("VANTHU_TRUST", str(tmp_path))
    pdf = sign(letter(), replace(PERSON, issuer="Authority between"))

    assert read(pdf).signatures[0].trusted is False
    signing.write_between(tmp_path, "Authority between")
    trust.known.cache_clear()
    assert read(pdf).signatures[0].trusted is True
