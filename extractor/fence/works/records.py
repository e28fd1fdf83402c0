"""The task `records`: every record of a file as soon as it is done, with its text; texts dear to read at the end.

Parameters: `profile`, `tables_anyway` (of refused documents too).
"""

from __future__ import annotations

from importlib import import_module, resources

from extractor import pipeline
from extractor.fence.wire import Kind
from extractor.fence.works.given import Frames, Given
from extractor.reading.kept import Readings, pack, unpack_texts

_READERS = ("extractor.reading.pdf.reader", "extractor.reading.docx.reader")


def work(given: Given) -> Frames:
    """Frames of records and texts."""
    texts = Readings(unpack_texts(given.kept) if given.kept else {})
    profile = given.parameters["profile"]
    for extraction in pipeline.each_document(given.data, given.name, profile=profile, budget=given.budget, texts=texts):
        if given.parameters["tables_anyway"]:
            extraction = pipeline.with_tables(extraction)  # noqa: PLW2901 -- the same document with more of it
        yield Kind.RECORD, extraction.record.to_json_line().encode()
        if extraction.source is not None:
            yield Kind.TEXT, extraction.source.text.encode("utf-8", "surrogatepass")
    if texts.dear and (kept := pack(texts.known | texts.dear)):
        yield Kind.TEXTS, kept


def warm_up() -> None:
    """Load what documents need, by reading a text of our own."""
    text = resources.files("extractor.fence").joinpath("warm-up.md").read_bytes()
    pipeline.process_all_bytes(text, "warm-up.md")
    for name in _READERS:
        import_module(name)
