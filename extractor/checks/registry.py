"""The registry of checks: one function a finding code, bound to its severity; messages and docs are data by the code.

Adding a finding: a function with `@check("family.detail", …)`, a message in `messages.toml`, a page in `docs/findings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from extractor.checks.profiles.model import Profile
from extractor.parts.divide import Division
from extractor.rules.registry import Case
from schemas.document import Document
from schemas.evidence import Evidence
from schemas.findings import Severity
from schemas.record import Record


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a check looks at: a record with a document, the parts it was read from, and the profile."""

    record: Record
    document: Document
    case: Case
    profile: Profile

    @property
    def division(self) -> Division:
        """The document taken apart."""
        return self.case.division


@dataclass(frozen=True, slots=True)
class Hit:
    """One case of a finding.

    `values` fill the message as they are; `terms` name entries of the message file, told in the language of the
    message. `detail` is what stands for the star of a code such as `missing.section.*`. `severity` goes before the
    code's own.
    """

    evidence: tuple[Evidence, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""
    severity: Severity | None = None


Check = Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Registered:
    """A check with its code; a severity of None is decided by the profile: `info` by default, `error` in a campaign."""

    code: str
    severity: Severity | None
    function: Check

    def severity_for(self, profile: Profile) -> Severity:
        """How much a hit matters under a profile."""
        if self.severity is not None:
            return self.severity
        return Severity.ERROR if profile.kind == "campaign" else Severity.INFO

    @property
    def page(self) -> str:
        """File name of its page in `docs/findings`."""
        return self.code.removesuffix(".*") + ".md"


CHECKS: dict[str, Registered] = {}


def check(code: str, severity: Severity | None = None) -> Callable[[Check], Check]:
    """Register the check for a code; findings come in the order of registration.

    Raises:
        ValueError: for a code that has a check already.
    """
    if code in CHECKS:
        raise ValueError(f"{code!r} has a check already: {CHECKS[code].function.__name__}")

    def register(function: Check) -> Check:
        CHECKS[code] = Registered(code, severity, function)
        return function

    return register
