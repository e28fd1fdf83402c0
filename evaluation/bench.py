"""Measures speed against what others need for the same files, and fails where a ratio to them has become worse.

Files come from `corpus.building.bench_pdf`, the samples, and their pages as pictures. Engines of a contest take turns
(`contests`). Run as `python -m evaluation.bench` (`make bench`) it writes docs/measured/speed.json with the machine.
With `--check` (`make speed`) it writes nothing and compares ratios with that file: one that is more than a fifth worse
is measured again with more rounds, and fails the run if it stays.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from evaluation.contests import Contest, Engine, Outcome, hold, kept_ratios, table, worse
from evaluation.startup import run_bare, run_batch, run_command

RESULT = Path("docs/measured/speed.json")
SAMPLES = Path("corpus/samples")
START_UP_DOCUMENT = SAMPLES / "bc-xa.pdf"
TEXTS = ("bc-phuong.txt", "bc-nil.txt", "kh-phuong.txt")
WORD_FILES = ("bc-so.docx", "kh-tinh.docx", "qd-tinh.docx", "bc-conflict.docx")
REPEATED = 5
"""How often the few samples are read in one run of an engine, and a file by pdfium."""
NAMES = 20
"""Under how many names each text is read by the batch."""
SCANNED_PAGES = 2
PACKAGES = ("pdfplumber", "pypdfium2", "spacy", "tesserocr", "underthesea")

PIPELINE, READER = "whole pipeline", "reader alone"
PDFPLUMBER, PDFIUM, TESSERACT = "pdfplumber, text + tables", "pdfium, bare text", "Tesseract, bare"
PDF_FILES = {
    "mix": ("49 pages, one in eight with a table", PDFPLUMBER),
    "tables": ("13 pages, a table on each but one", PDFPLUMBER),
    "plain": ("48 pages without tables", PDFIUM),
}
"""Each file with what it holds and what the reader is compared with."""


def run_pipeline(paths: Sequence[Path]) -> None:
    """Records with every field and finding, as a user gets them: behind the fence."""
    from extractor import extract  # noqa: PLC0415 -- each engine's imports belong to its warm-up

    for path in paths:
        record = extract(path)
        if str(record.status) != "extracted":
            raise SystemExit(f"{path.name} gave {record.status}: there is nothing to compare")


def run_reader(path: Path) -> None:
    """Our reading stage alone."""
    from extractor.reading.pdf.reader import read  # noqa: PLC0415 -- as above

    read(path.read_bytes())


def run_pdfplumber(path: Path) -> None:
    """Text and tables of each page, each page closed (it keeps all of them otherwise)."""
    import pdfplumber  # noqa: PLC0415 -- as above

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def run_pdfium(path: Path) -> None:
    """Text of each page and nothing else, no boxes, order or tables; several times, for it is too short to be timed."""
    import pypdfium2  # noqa: PLC0415 -- as above

    for _ in range(REPEATED):
        document = pypdfium2.PdfDocument(path)
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        document.close()


def run_tesseract(pictures: Sequence[Path]) -> None:
    """Text of pictures by the same model, one thread, nothing drawn or straightened before."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    from tesserocr import OEM, PSM, PyTessBaseAPI  # noqa: PLC0415 -- as above

    with resources.as_file(resources.files("extractor.reading.ocr") / "model") as model:
        api = PyTessBaseAPI(path=str(model), lang="vie", psm=PSM.AUTO, oem=OEM.LSTM_ONLY)
    with api:
        for picture in pictures:
            api.SetImageFile(str(picture))
            api.GetUTF8Text()


def page_count(path: Path) -> int:
    """Pages of a PDF."""
    import pypdfium2  # noqa: PLC0415 -- as above

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def draw_scan(source: Path, folder: Path) -> tuple[Path, tuple[Path, ...]]:
    """The first pages of a PDF as pictures, and as a PDF that holds nothing but these pictures."""
    import pypdfium2  # noqa: PLC0415 -- as above

    from extractor.reading.ocr.picture import DPI  # noqa: PLC0415 -- the resolution at which both engines read

    document = pypdfium2.PdfDocument(source)
    pictures = [document[index].render(scale=DPI / 72, grayscale=True).to_pil() for index in range(SCANNED_PAGES)]
    document.close()
    paths = tuple(folder / f"page-{number}.png" for number in range(1, SCANNED_PAGES + 1))
    for picture, path in zip(pictures, paths, strict=True):
        picture.save(path, dpi=(DPI, DPI))
    scan = folder / "scan.pdf"
    pictures[0].save(scan, "PDF", resolution=DPI, save_all=True, append_images=pictures[1:])
    return scan, paths


def of_pdf(folder: Path, name: str) -> Contest:
    """The engines that read PDF files with text."""
    path, (what, compared) = folder / f"{name}.pdf", PDF_FILES[name]
    pages = page_count(path)
    engines = (
        Engine(PIPELINE, partial(run_pipeline, [path]), pages),
        Engine(READER, partial(run_reader, path), pages),
        Engine(PDFPLUMBER, partial(run_pdfplumber, path), pages),
        Engine(PDFIUM, partial(run_pdfium, path), REPEATED * pages),
    )
    return Contest(name, what, "pages", engines, ((PIPELINE, PDFPLUMBER), (READER, compared)))


def of_scan(folder: Path) -> Contest:
    """The pipeline against bare Tesseract on the same pictures."""
    scan, pictures = draw_scan(START_UP_DOCUMENT, folder)
    engines = (
        Engine(PIPELINE, partial(run_pipeline, [scan]), SCANNED_PAGES),
        Engine(TESSERACT, partial(run_tesseract, pictures), SCANNED_PAGES),
    )
    return Contest("scan", f"{SCANNED_PAGES} pages as pictures", "pages", engines, ((PIPELINE, TESSERACT),))


def of_documents(folder: Path) -> Contest:
    """Files without pages, against a pdfplumber loop over pages with tables."""
    tables = folder / "tables.pdf"
    texts, word_files = ([SAMPLES / name for name in names] * REPEATED for names in (TEXTS, WORD_FILES))
    engines = (
        Engine("text", partial(run_pipeline, texts), len(texts)),
        Engine("DOCX", partial(run_pipeline, word_files), len(word_files)),
        Engine(PDFPLUMBER, partial(run_pdfplumber, tables), page_count(tables)),
    )
    pairs = (("text", PDFPLUMBER), ("DOCX", PDFPLUMBER))
    return Contest("documents", "samples; of pdfplumber, pages", "documents", engines, pairs)


def of_start_up(_: Path) -> Contest:
    """Processes from nothing, and the same document in a process that is warm."""
    bare, heavy = "interpreter with pydantic", "interpreter with spaCy"
    aid, cold = "vanthu --help", f"cold process, {START_UP_DOCUMENT.name}"
    engines = (
        Engine(aid, partial(run_command, ["--help"])),
        Engine(cold, partial(run_command, ["check", str(START_UP_DOCUMENT)])),
        Engine(f"warm process, {START_UP_DOCUMENT.name}", partial(run_pipeline, [START_UP_DOCUMENT])),
        Engine(bare, partial(run_bare, "pydantic")),
        Engine(heavy, partial(run_bare, "spacy")),
    )
    return Contest("start-up", "one run each", "runs", engines, ((aid, bare), (cold, heavy)))


def of_workers(folder: Path) -> Contest:
    """`vanthu batch` with two workers against one: what the second costs, start-up included."""
    many = folder / "many"
    shutil.rmtree(many, ignore_errors=True)
    many.mkdir()
    for name in TEXTS:
        for number in range(NAMES):
            shutil.copy(SAMPLES / name, many / f"{number}-{name}")
    files = len(TEXTS) * NAMES
    engines = tuple(Engine(f"{jobs} workers", partial(run_batch, many, jobs), files) for jobs in (2, 1))
    return Contest("workers", f"batch over {files} texts", "documents", engines, (("2 workers", "1 workers"),))


CONTESTS: tuple[Callable[[Path], Contest], ...] = (
    *(partial(of_pdf, name=name) for name in PDF_FILES),
    of_documents,
    of_scan,
    of_start_up,
    of_workers,
)


def machine() -> dict[str, str | int | list[float]]:
    """What the figures were measured on, and what else it did at that time."""
    return {
        "cpus": os.cpu_count() or 0,
        "machine": platform.machine(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": [round(load, 1) for load in os.getloadavg()],
        **{package: version(package) for package in PACKAGES},
    }


def make_files(folder: Path) -> None:
    """Write the measured files with the corpus' generator, a program of its own."""
    command = [sys.executable, "-m", "corpus.building.bench_pdf", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 -- our own module, fixed arguments


def outcomes(folder: Path, rounds: int) -> Iterator[Outcome]:
    """Hold each contest."""
    for contest in CONTESTS:
        outcome = hold(contest(folder), rounds)
        print(table([outcome]), flush=True)
        yield outcome


def check(folder: Path, rounds: int, kept: Mapping[tuple[str, str, str], float]) -> list[str]:
    """Ratios that are worse than the kept ones, also when they are measured a second time with more rounds."""
    lines = []
    for contest, outcome in zip(CONTESTS, outcomes(folder, rounds), strict=True):
        if worse(outcome, kept):
            print("  seems worse than it was; once more")
            lines += worse(hold(contest(folder), 3 * rounds), kept)
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write, or measure and compare."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="where files go")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds an engine and file (default 5)")
    parser.add_argument("--check", action="store_true", help="fail where a ratio is worse than the one that is kept")
    chosen = parser.parse_args(arguments)
    make_files(chosen.folder)
    if chosen.check:
        lines = check(chosen.folder, chosen.rounds, kept_ratios(json.loads(RESULT.read_text(encoding="utf-8"))))
        print("\n".join(lines) or "no ratio is worse than the one that is kept")
        return 1 if lines else 0
    held = [asdict(outcome) for outcome in outcomes(chosen.folder, chosen.rounds)]
    result = {"machine": machine(), "rounds": chosen.rounds, "contests": held}
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"written to {RESULT}; `make docs` puts it into the pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
