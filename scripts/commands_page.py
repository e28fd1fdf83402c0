"""docs/commands.md: every command with its arguments, the exit codes and the errors, from the program itself."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterator
from typing import TypeVar

from extractor.commands.main import INTERRUPTED, build_parser
from extractor.errors import ExitCode, ReadError, UsageError, VanthuError
from scripts.record_page import member_notes

_Kind = TypeVar("_Kind", bound=VanthuError)
_INTRODUCTION = """# Commands

Written by `python -m scripts.write_docs` from the program itself; a test fails when it is out of date. Standard output
carries only the product, so it can be piped; progress and errors go to standard error, progress only where that is a
terminal.
"""
_FOLDER = """### The folder of `extract -o`

| file | holds |
|---|---|
| `records.jsonl` | one record a line, as `extract` prints without `-o`: the same input gives the same bytes |
| `findings.csv` | one finding a row: file, sha256, code, severity, message in Vietnamese and English, places |
| `batch.json` | counts by status and reason, versions, seconds, files of several documents: differs from run to run |

Archives, letters and exchange packages are opened, in folders too. A document inside one is named by its path there
(`reports.zip/commune A/report.docx`), one behind another in the same file by its pages (`letter.pdf [pages 4-5]`).

Each file appears whole or not at all. A file of the same name is replaced; other files in the folder stay.
"""
_INPUT = """## What is read

PDF, digital or scanned; PNG, JPEG and TIFF; DOCX, XLSX, HTML, text and Markdown; with LibreOffice also `.doc`, `.rtf`,
`.odt`, `.xls` and `.ods`; ZIP archives, letters (`.eml`, `.msg`) and edXML packages. The content decides, never the
name.

In a folder, folders below it are entered; hidden files, links, files that stand beside documents (`.json`, `.csv`,
`.log` …), stores of `vanthu batch` and what the command itself writes are left out. One file that cannot be read never
stops the others. A file whose name begins with `-` goes behind `--`.
"""
_ERRORS = """## Errors

A wrong call ends with one line on standard error: what, why, and the next thing to do. Arguments that are missing,
unknown or not understood end with exit code 2 and the name of the help to look at (`see vanthu batch --help`).

| error | exit code | what to do |
|---|---|---|
{wrong}

A file that cannot be read gives a record with status `failed`, its reason and what to do; the run goes on and ends with
exit code 3.

| file | reason | what to do |
|---|---|---|
{unread}
"""


def commands_page() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *_commands(build_parser(), "vanthu"), _INPUT, _exit_codes(), _errors()])


def _commands(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    for action in parser._actions:  # argparse has no public list of a parser's arguments
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help for choice in action._choices_actions}
            for word, sub in action.choices.items():
                yield f"## `{name} {word}`\n\n{_sentence(helps[word])}\n"
                yield from _arguments(sub, f"{name} {word}")
                yield from _commands(sub, f"{name} {word}")
                if word == "extract":
                    yield _FOLDER


def _sentence(text: str | None) -> str:
    words = text or ""
    return f"{words[:1].upper()}{words[1:]}."


def _arguments(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    actions = [
        action
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction | argparse._HelpAction)
    ]
    if not actions:
        return
    usage = " ".join([name, *(_usage(action) for action in actions)])
    rows = [f"| `{_spelling(action)}` | {(action.help or '').replace('|', chr(92) + '|')} |" for action in actions]
    yield f"```\n{usage}\n```\n\n| argument | meaning |\n|---|---|\n" + "\n".join(rows) + "\n"


def _metavar(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if action.choices is not None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return str(action.metavar or action.dest.upper())


def _spelling(action: argparse.Action) -> str:
    if not action.option_strings:
        return _metavar(action).replace("|", " or ")
    return f"{', '.join(action.option_strings)} {_metavar(action)}".strip()


def _usage(action: argparse.Action) -> str:
    if action.option_strings:
        return f"[{action.option_strings[0]} {_metavar(action)}".strip() + "]"
    many = {"+": "{} …", "*": "[{} …]", "?": "[{}]"}
    return many.get(str(action.nargs), "{}").format(_metavar(action))


def _exit_codes() -> str:
    notes = member_notes(ExitCode)
    rows = [f"| {code.value} | {notes[code.name]} |" for code in ExitCode]
    rows.append(f"| {INTERRUPTED} | Interrupted (Ctrl-C). |")
    return "## Exit codes\n\n| code | meaning |\n|---|---|\n" + "\n".join(rows) + "\n"


def _errors() -> str:
    wrong = [f"| {_first(kind)} | {int(kind.exit_code)} | {kind.advice} |" for kind in _below(UsageError)]
    unread = [f"| {_first(kind)} | `{kind.reason}` | {kind.advice} |" for kind in _below(ReadError)]
    return _ERRORS.format(wrong="\n".join(wrong), unread="\n".join(unread))


def _first(kind: type[VanthuError]) -> str:
    return inspect.cleandoc(kind.__doc__ or "").split("\n")[0].split("; `")[0].rstrip(".")


def _below(kind: type[_Kind]) -> list[type[_Kind]]:
    """Children told in the one tree; those of a single reader are known only once that reader is loaded."""
    told = (found for found in kind.__subclasses__() if found.__module__ == kind.__module__)
    return sorted(told, key=lambda found: found.__name__)
