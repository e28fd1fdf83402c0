"""Builds letters signed digitally with certificates made for the test run, and damages them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from unittest.mock import Mock, patch

from asn1crypto import keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner, pdf_signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from corpus.building.plain_pdf import BOLD, ITALIC, Page, write

VIETNAM = timezone(timedelta(hours=7))
AT = datetime(2026, 5, 14, 16, 20, 5, tzinfo=VIETNAM)
CHAIR = "Đinh Văn Khoát"
ORGAN = "ỦY BAN NHÂN DÂN XÃ SUỐI NGHỆ"
SEAL_BOX = (300, 180, 400, 280)
SIGNATURE_BOX = (370, 190, 480, 260)
"""Left, bottom, right, top of the marks on the signature block, from the lower left corner."""
ROOT = "Root of the tests"
NUMBER_BOX = (130, 700, 170, 720)


PICTURE = "q 90 0 0 60 380 200 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q"
STROKES = (
    "1 w 380 210 m " + " ".join(f"{385 + 5 * n} 250 {388 + 5 * n} 190 {390 + 5 * n} 215 c" for n in range(10)) + " S"
)
"""A picture of a signature on the block, and one drawn with the pen."""
RULE = "1 w 370 215 m 460 215 l S"


@dataclass(frozen=True)
class Letter:
    """What of a letter differs from test to test."""

    day: str = "Suối Nghệ, ngày 14 tháng 5 năm 2026"
    name: str = CHAIR
    rotation: int = 0
    drawn: str = ""


def letter(varied: Letter = Letter()) -> bytes:
    """A report on one page: head, two sentences, signature block at the lower right."""
    page = Page(rotation=varied.rotation)
    page.text((105, 80), "ỦY BAN NHÂN DÂN", 13, BOLD)
    page.text((122, 95), "XÃ SUỐI NGHỆ", 13, BOLD)
    page.text((112, 125), "Số: 88/BC-UBND", 13)
    page.text((290, 80), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, BOLD)
    page.text((330, 96), "Độc lập - Tự do - Hạnh phúc", 13, BOLD)
    page.text((325, 125), varied.day, 13, ITALIC)
    page.text((260, 180), "BÁO CÁO", 14, BOLD)
    page.text((150, 198), "Kết quả thực hiện công tác xã hội năm 2025", 14, BOLD)
    page.text((121, 240), "Thực hiện Công văn số 402/SYT-BTXH ngày 20/4/2026 của Sở Y tế, Ủy ban nhân", 14)
    page.text((85, 258), "dân xã báo cáo kết quả thực hiện công tác xã hội như sau:", 14)
    page.text((121, 290), "I. KẾT QUẢ THỰC HIỆN", 14, BOLD)
    page.text((121, 310), "Đã tư vấn cho 214 lượt người.", 14)
    page.text((121, 340), "Trên đây là báo cáo của Ủy ban nhân dân xã./.", 14)
    page.text((85, 520), "Nơi nhận:", 12, ITALIC)
    page.text((85, 535), "- Sở Y tế;", 11)
    page.text((85, 548), "- Lưu: VT.", 11)
    page.text((350, 520), "TM. ỦY BAN NHÂN DÂN", 13, BOLD)
    page.text((390, 537), "CHỦ TỊCH", 13, BOLD)
    page.text((375, 660), varied.name, 14, BOLD)
    if varied.drawn:
        page.operators.append(varied.drawn)
    return write([page])


@lru_cache(maxsize=1)
def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _subject(common: str, organ: str, unit: str | None) -> x509.Name:
    units = [x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit)] if unit else []
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organ),
            *units,
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _issued(subject: x509.Name, issuer: x509.Name, ca: bool) -> x509.Certificate:
    """A certificate under the one key of the tests; that of an authority may sign others."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(_key().public_key())
        .serial_number(1 if ca else 2)
        .not_valid_before(AT - timedelta(days=100))
        .not_valid_after(AT + timedelta(days=100))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    return builder.sign(_key(), hashes.SHA256())


def _authority(name: str) -> x509.Name:
    return _subject(name, "Tests", None)


def write_root(folder: str | Path) -> None:
    """Put the root that issues every certificate of the tests into a folder."""
    root = _issued(_authority(ROOT), _authority(ROOT), ca=True)
    (Path(folder) / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))


def write_between(folder: str | Path, name: str) -> None:
    """Put an authority under the root into a folder."""
    between = _issued(_authority(name), _authority(ROOT), ca=True)
    (Path(folder) / "between.crt").write_bytes(between.public_bytes(serialization.Encoding.DER))


def write_other_root(folder: str | Path) -> None:
    """Put a root that issued nothing into a folder; its name is that of the other one."""
    key, name = ec.generate_private_key(ec.SECP256R1()), _authority(ROOT)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(AT - timedelta(days=9)).not_valid_after(AT + timedelta(days=9))
    root = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    pem = root.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (Path(folder) / "other.pem").write_bytes(pem)


@dataclass(frozen=True)
class Signature:
    """One digital signature: whose certificate, and where it is drawn (None: nowhere)."""

    common: str = CHAIR
    organ: str = ORGAN
    unit: str | None = None
    box: tuple[int, int, int, int] | None = SIGNATURE_BOX
    at: datetime = AT
    certifies: bool = False
    field: str = "Signature"
    issuer: str = ROOT


def sign(pdf: bytes, *signatures: Signature) -> bytes:
    """The file with signatures put on it one after the other."""
    for number, wanted in enumerate(signatures, 1):
        pdf = _sign(pdf, wanted, f"{wanted.field}{number}")
    return pdf


def _sign(pdf: bytes, wanted: Signature, name: str) -> bytes:
    subject = _subject(wanted.common, wanted.organ, wanted.unit)
    der = _issued(subject, _authority(wanted.issuer), ca=False).public_bytes(serialization.Encoding.DER)
    private = _key().private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(der),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
    metadata = PdfSignatureMetadata(
        field_name=name,
        md_algorithm="sha256",
        certify=wanted.certifies,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    spec = SigFieldSpec(name, box=wanted.box, on_page=0)
    with patch.object(pdf_signer, "datetime", Mock(now=Mock(return_value=wanted.at))):
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        out = PdfSigner(metadata, signer, new_field_spec=spec).sign_pdf(writer)
    return bytes(out.getvalue())


def tampered(pdf: bytes) -> bytes:
    """One byte of the signed part changed, in a comment that no reader shows."""
    at = pdf.index(b"%PDF-") + 5
    return pdf[:at] + (b"1.6" if pdf[at : at + 3] != b"1.6" else b"1.5") + pdf[at + 3 :]


def with_new_page(pdf: bytes) -> bytes:
    """A page added behind the signature by an incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    stream = writer.add_object(generic.StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=stream, media_box=(0, 0, 595, 842)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_broken_contents(pdf: bytes) -> bytes:
    """The signature's own bytes replaced by zeros: no structure is left of it."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    end = pdf.index(b">", start)
    return pdf[:start] + b"0" * (end - start) + pdf[end:]


def with_broken_range(pdf: bytes) -> bytes:
    """A byte range that says nothing about the file."""
    start = pdf.rindex(b"/ByteRange [") + len(b"/ByteRange [")
    end = pdf.index(b"]", start)
    return pdf[:start] + b"(x) -1".ljust(end - start) + pdf[end:]
