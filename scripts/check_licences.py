"""Licences of everything that vanthu needs at run time.

Walks the installed distributions from vanthu's own requirements (its own extras left out) and refuses GPL and
AGPL. LGPL is allowed, because it is only imported. A licence that is not known here fails until a person has
looked and entered it in REVIEWED.
Run as `python -m scripts.check_licences`: a table of what was found, exit code 1 if anything is refused or
unknown.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from typing import Protocol

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "vanthu"
# Distribution → what was read and why it may be used. An entry stands in for the metadata, so keep it exact.
REVIEWED = {
    "pypdfium2": "names no single licence: bindings BSD-3-Clause or Apache-2.0; the PDFium inside is "
    "Apache-2.0 with parts under like terms, each text in the licenses folder of the wheel; none is GPL",
}

# Prefixes of SPDX identifiers; the last group is weak copyleft, which asks nothing of a program that imports.
ALLOWED = (
    *("MIT", "MIT-0", "MIT-CMU", "HPND", "BSD", "0BSD", "ISC", "ZLIB", "UNLICENSE", "CC0", "PSF", "PYTHON"),
    *("APACHE", "BSL-1.0", "MPL", "LGPL"),
)
REFUSED = ("GPL", "AGPL")

# How older metadata writes them: pattern in a free-text licence or classifier → SPDX identifier. The first
# that fits wins, so the lesser licence stands before the ones whose name it contains.
SPELLINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), spdx)
    for pattern, spdx in (
        (r"\bLGPL|Lesser General Public|Library General Public", "LGPL"),
        (r"\bAGPL|Affero", "AGPL"),
        (r"\bGPL|General Public Licen", "GPL"),
        (r"\bApache", "Apache-2.0"),
        (r"\bMPL|Mozilla Public", "MPL-2.0"),
        (r"\b(?:New |Modified )?BSD\b", "BSD-3-Clause"),
        (r"\bISC\b", "ISC"),
        (r"\bMIT\b", "MIT"),
        (r"\bPSF\b|Python Software Foundation", "PSF-2.0"),
        (r"\bzlib\b", "Zlib"),
        (r"\bUnlicense\b", "Unlicense"),
    )
)
CLASSIFIER = "License :: "
# A licence field may hold the whole text of a licence; its name stands at the top.
NAME_LENGTH = 200


class Verdict(StrEnum):
    """What a licence means for us; of two that bind together the one that stands later here decides."""

    ALLOWED = "allowed"
    UNKNOWN = "unknown"
    REFUSED = "refused"


SEVERITY = tuple(Verdict)


class Metadata(Protocol):
    """The part of a distribution's metadata that is read here."""

    def get_all(self, name: str) -> list[str] | None:
        """Every value of a header."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One distribution, the licence as its metadata say it, and what it means."""

    name: str
    licence: str
    verdict: Verdict


def judge_identifier(spdx: str) -> Verdict:
    """The verdict on one SPDX identifier."""
    upper = spdx.upper()
    if upper.startswith(REFUSED):
        return Verdict.REFUSED
    return Verdict.ALLOWED if upper.startswith(ALLOWED) else Verdict.UNKNOWN


def judge_expression(expression: str) -> Verdict:
    """The verdict on an SPDX expression: of alternatives (OR) we take the best, of AND all bind.

    Parentheses are not weighed: an expression that has them passes only if each of its parts is allowed.
    """
    plain = re.sub(r"\s+WITH\s+\S+", "", expression)
    if "(" in plain:
        parts = re.split(r"\s+(?:AND|OR)\s+", re.sub(r"[()]", "", plain))
        return max(map(judge_identifier, parts), key=SEVERITY.index)
    alternatives = [re.split(r"\s+AND\s+", part.strip()) for part in re.split(r"\s+OR\s+", plain)]
    return min(
        (max(map(judge_identifier, bound), key=SEVERITY.index) for bound in alternatives), key=SEVERITY.index
    )


def judge_text(text: str) -> Verdict:
    """The verdict on a licence named in free text or by a classifier."""
    name = text.strip()[:NAME_LENGTH]
    return next(
        (judge_identifier(spdx) for spelling, spdx in SPELLINGS if spelling.search(name)), Verdict.UNKNOWN
    )


def header(fields: Metadata, name: str) -> str:
    """The first value of a header without the space around it, empty if there is none."""
    return next(iter(fields.get_all(name) or []), "").strip()


def judge(name: str, fields: Metadata) -> Finding:
    """The verdict on one distribution: an expression decides, older fields are read together and strictly."""
    if name in REVIEWED:
        return Finding(name, f"reviewed: {REVIEWED[name]}", Verdict.ALLOWED)
    if expression := header(fields, "License-Expression"):
        return Finding(name, expression, judge_expression(expression))
    free = header(fields, "License")
    classified = [line for line in fields.get_all("Classifier") or [] if line.startswith(CLASSIFIER)]
    said = [*([free] if free else []), *classified]
    verdicts = {judge_text(text) for text in said}
    order = (Verdict.REFUSED, Verdict.ALLOWED, Verdict.UNKNOWN)
    verdict = next((verdict for verdict in order if verdict in verdicts), Verdict.UNKNOWN)
    shown = free.partition("\n")[0][:NAME_LENGTH] or "; ".join(classified) or "none given"
    return Finding(name, shown, verdict)


def closure(project: str, requirements: Callable[[str], list[str] | None]) -> Iterator[str]:
    """Canonical names of all that `project` needs here, itself left out, each once, breadth first.

    Args:
        project: the distribution to start from.
        requirements: the requirement lines of an installed distribution, as `importlib.metadata.requires`.

    Raises:
        importlib.metadata.PackageNotFoundError: a requirement is not installed.
    """
    waiting = [Requirement(project)]
    seen = {canonicalize_name(project)}
    for current in waiting:
        for line in requirements(current.name) or []:
            needed = Requirement(line)
            name = canonicalize_name(needed.name)
            if is_wanted(needed, current.extras) and name not in seen:
                seen.add(name)
                waiting.append(needed)
                yield name


def is_wanted(needed: Requirement, extras: Collection[str]) -> bool:
    """True if a requirement holds on this platform, for a distribution asked for with `extras`."""
    return needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def main() -> int:
    """Prints the licence of each distribution; returns the exit code."""
    findings = sorted(
        (judge(name, metadata.metadata(name)) for name in closure(PROJECT, metadata.requires)),
        key=lambda finding: (-SEVERITY.index(finding.verdict), finding.name),
    )
    for finding in findings:
        print(f"{finding.verdict:8} {finding.name:20} {finding.licence}")
    return 1 if any(finding.verdict is not Verdict.ALLOWED for finding in findings) else 0


if __name__ == "__main__":
    sys.exit(main())
