"""The document's own data by NĐ 30/2020, Annex I and the names of its Annex VI.

Adding a field: one line here, one rule in `extractor/rules` registered for its path.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

from schemas.evidence import STRICT
from schemas.fields import DateField, Flag, Text


class Document(BaseModel):
    """Head of the document."""

    model_config = STRICT

    type: Text = Field(description="tên loại: abbreviation of NĐ 30/2020 Annex III, CV for công văn")
    code_number: Text = Field(description="số: digits as printed")
    code_notation: Text = Field(description="ký hiệu: spaces round / and - removed")
    place: Text = Field(description="địa danh")
    issued_date: DateField = Field(description="ngày, tháng, năm ban hành")
    parent_organ_name: Text = Field(description="cơ quan chủ quản trực tiếp")
    organ_name: Text = Field(description="tên cơ quan, tổ chức ban hành")
    organ_unit: str | None = Field(default=None, description="code of the administrative unit valid on issued_date")
    subject: Text = Field(description="trích yếu nội dung")
    urgency: Text = Field(description="mức độ khẩn")
    secrecy: Text = Field(description="mức độ mật")


class DigitalSignature(BaseModel):
    """A signature found in the file; `intact` tells whether nothing but signatures and form entries came after it."""

    model_config = STRICT

    signer: Text
    organ: Text
    signed_at: Text
    intact: Flag


class Signer(BaseModel):
    """One signature block (NĐ 30/2020, Annex I, II.7)."""

    model_config = STRICT

    authority: Text = Field(description="quyền hạn: TM. ỦY BAN NHÂN DÂN, TL. CHỦ TỊCH")
    capacity: Text = Field(description="ký thay: KT. CHỦ TỊCH")
    position: Text = Field(description="chức vụ")
    full_name: Text = Field(description="họ và tên")
    digital_signature: DigitalSignature | None = None
