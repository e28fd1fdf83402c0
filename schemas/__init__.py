"""The contract: what a record is. No logic beyond validation."""

from schemas.record import SCHEMA_VERSION, Record, json_schema

__all__ = ["SCHEMA_VERSION", "Record", "json_schema"]
