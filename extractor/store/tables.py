"""The tables of the store. A change here needs a migration beside the others in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

Id = BigInteger().with_variant(Integer, "sqlite")

FILES = Table(
    "files",
    METADATA,
    Column("path", String, primary_key=True, doc="relative to the input folder, parts joined by /"),
    Column("name", String, nullable=False, doc="the last part of the path"),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=True, index=True, doc="of its content; null while it cannot be read"),
    Column("problem", String, nullable=True, doc="why it could not be read; it is tried again"),
    Column("gone", Integer, nullable=False, doc="1: was there once and is no more"),
)
"""The files of the input folder as they were last seen."""

WORKS = Table(
    "works",
    METADATA,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("sha256", String(64), nullable=False),
    Column("name", String, nullable=False, doc="base name: records hold it"),
    Column("version", String, nullable=False, doc="extractor version and fingerprint of its rules"),
    Column("profile", String, nullable=False, doc="as asked for; empty: chosen by type"),
    Column("seconds", Float, nullable=False),
    Column("peak_memory", BigInteger, nullable=False),
    Column("finished_at", String, nullable=False, doc="ISO 8601, UTC"),
    UniqueConstraint("sha256", "name", "version", "profile", name="works_once"),
    sqlite_autoincrement=True,
)
"""One finished reading of one content under one name by one version: what is here is never read again."""

RECORDS = Table(
    "records",
    METADATA,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("work", Id, ForeignKey("works.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False, doc="order of the documents of one file, from 0"),
    Column("status", String, nullable=False),
    Column("reason", String, nullable=True),
    Column("identity", String, nullable=True, doc="issuer, number, notation and year, folded; null if one is absent"),
    Column("digest", String(64), nullable=False, doc="SHA-256 of the record as a line of JSON"),
    Column("body", String(64), nullable=True, doc="the same without its provenance; null where an older program wrote"),
    Column("record", LargeBinary, nullable=False, doc="the line of JSON, zlib"),
    Column("text", LargeBinary, nullable=True, doc="the text that offsets refer to, zlib; null if unreadable"),
    UniqueConstraint("work", "position", name="records_once"),
    Index("records_identity", "identity"),
    sqlite_autoincrement=True,
)
"""The records of a work, in order."""

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", Id, primary_key=True, autoincrement=True, doc="the order of the log"),
    Column("at", String, nullable=False, doc="ISO 8601, UTC"),
    Column("reviewer", String, nullable=False),
    Column("action", String(16), nullable=False, doc="accept, edit, reject, absent, add, undo"),
    Column("file_sha256", String(64), nullable=False, doc="of the file in the folder"),
    Column("file_name", String, nullable=False),
    Column("position", Integer, nullable=False, doc="of the record in its file, from 0"),
    Column("document", String(64), nullable=False, doc="SHA-256 of the bytes that the record was read from"),
    Column("record_id", String, nullable=False, doc="the same, with the part of their text where there are several"),
    Column("field", String, nullable=False, doc="path without indexes"),
    Column("path", String, nullable=False, doc="path in the record that was decided on"),
    Column("before", Text, nullable=True, doc="JSON: what the record said"),
    Column("after", Text, nullable=True, doc="JSON: what the person says"),
    Column("words", Text, nullable=False, doc="quoted words under the field"),
    Column("evidence", Text, nullable=False, doc="JSON: where they stand"),
    Column("drawn", Text, nullable=True, doc="JSON: page and box that the person drew"),
    Column("anchor", Text, nullable=False, doc="words of the item that the field belongs to"),
    Column("reason", Text, nullable=False),
    Column("undoes", Id, ForeignKey("decisions.id"), nullable=True, unique=True, doc="the decision taken back"),
    Index("decisions_document", "document"),
    Index("decisions_reviewer", "reviewer", "id"),
)
"""What persons decided. Rows are only ever added: triggers of the database refuse anything else."""
