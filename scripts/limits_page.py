"""docs/limits.md: every published limit with its value, from `extractor.limits`, and what the fence is."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.limits import (
    DOCUMENT,
    PICTURES,
    PROCESS,
    DocumentLimits,
    PictureLimits,
    ProcessLimits,
    published,
)

_INTRODUCTION = """# Limits, and the fence around a file

Written by `python -m scripts.write_docs` from `extractor/limits.py`; a test fails when it is out of date.

No file may harm, hang or starve the machine that reads it. Whatever opens a file, to read it, to draw a page of it or
to write its words anew, is done in a child process behind limits, and gives an answer, whatever happens in there.
"""
_DOCUMENT = """## What one file may hold

A file that passes one of these gives `failed.too_large`; where part of it could be read, `partial.too_large`. Of what
is kept or looked at up to a limit, the rest is left out. XML that is nested deeper, declares a document type or asks
for entities gives `failed.corrupt`: no format that is read here needs them, and nothing that a file refers to is ever
fetched. Links in a folder are not followed, and paths inside an archive name what was in it and never a place to write
to.
"""
_PROCESS = """## What the process that reads it may use

`vanthu extract --deadline SECONDS` sets the first, and processor time with it.
"""
_PICTURES = """## Showing pages

Pictures of pages, and the words of a place on one, are made behind the same limits but for these. What cannot be done
gives an error with one of the reasons below.
"""
_REST = """## How it is done

```
vanthu ── channel ── server ── forks ── child, opens files        (soffice and the like below it)
   └────────────── answers ──────────────┘
```

- **A task** has a name and parameters: `records`, `pages` (hOCR, ALTO, searchable PDF), `sizes`, `picture`, and the
  `words` of a place. Each is a module in `extractor/fence/works`; server, child and limits are the same for all.
- **The parent** loads no library that opens documents. It hands the child the bytes in memory, never the file, and
  believes nothing that comes back: frames are bounded, each record is validated against the contract, a record of
  another file is refused, and every other result is parsed within bounds. It keeps the clock: the deadline, and the
  silence since the last page or stage began.
- **The template**, of a program that reads several files at once, loads what a task needs once for all of them, and
  forks a server for each: in a session and a network of its own, behind its own filter, with its own child and orphans,
  as if it had been started alone. When the template ends, servers go on, and the next one comes from a new template.
- **The server** loads what a task needs once, where no template has, and forks children from it. It touches no byte of
  a file. It kills a child with its whole process group, and every process further down, which comes to it as an orphan
  when its parent ends; it counts processes and the bytes in the scratch folder; it cleans up behind every file, and
  when the parent is gone.
- **The child** works on one file after the other, at most {files} of them, each with its own processor time. One that
  met anything but a whole document is not used again; what a used child could not do is tried once more in a new one.
  So that no file at all shares a process with another: `Fence(replace(PROCESS, files_a_child=1))`. Where the disk of
  the scratch folder is full, the folder is emptied and the file tried once more in a new child; if it is full again,
  the record says how much is free.
- **Under Linux** a child has limits on address space, processor time, file size, open files, processes (the kernel
  exempts root from this one; the server counts for everybody) and no core file; no network, by a network without
  interfaces and by a filter that refuses every socket but local ones; a filter on calls that documents never need
  (`ptrace`, `mount`, `bpf`, `io_uring` …); no new privileges; and Landlock, by which it writes in its scratch folder
  alone and signals nobody outside. It dies with the server.

A file that fails at a page behind the first is read once more up to that page: the record says `partial` with the
reason for which it failed. A reader that sees the soft deadline stops between two pages by itself. Of an archive, the
documents read before the failure stay, and the last record says what happened then.

## When the kernel refuses

Limits on resources and the clock work everywhere. The rest depends on the kernel, its age and its settings: inside some
containers no network namespace can be made (the filter on sockets then stands alone), and before Linux 5.13 there is no
Landlock. Where a part is missing as a whole, files are read without it, and every program says so: the command line in
one line on standard error, the library by a `FenceWarning`, `Fence.missing()` by name (`network`, `calls`, `writes`).
Whoever would rather not read files then turns the warning into an error.

## Reasons

| reason | what happened |
|---|---|
| `failed.timeout` | the deadline, the silence or the processor time was used up |
| `failed.memory` | more address space was asked for than there is, or the machine's memory was full |
| `failed.crash` | a signal, an early end, an answer against the contract, too many processes, a defect of the program |
| `failed.too_large` | a limit of the first table, or on files written and on the answer; a full disk, which it says |

The same names behind `partial.` stand on a record that was cut short. Hostile files made by mutation are read by
`make hostile N=500`; the last large run is in
[corpus/hostile/results](../corpus/hostile/results/hostile.json).
"""


def _value(value: float, unit: str) -> str:
    if value == int(value):
        return f"{int(value):,} {unit}"
    return f"{value:g} {unit}"


def _table(limits: DocumentLimits | ProcessLimits | PictureLimits) -> Iterator[str]:
    yield "| limit | value | what it counts |"
    yield "|---|---|---|"
    for name, value, unit, what in published(limits):
        yield f"| `{name}` | {_value(value, unit)} | {what} |"


def limits_page() -> str:
    """The whole page."""
    document, process, pictures = ("\n".join(_table(limits)) + "\n" for limits in (DOCUMENT, PROCESS, PICTURES))
    rest = _REST.format(files=PROCESS.files_a_child)
    return "\n".join((_INTRODUCTION, _DOCUMENT, document, _PROCESS, process, _PICTURES, pictures, rest))
