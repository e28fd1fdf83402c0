"""What has come of a file so far: put together from frames, none of which is believed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.budget import page_of
from extractor.errors import ReadError
from extractor.fence import verdict
from extractor.fence.intake import Intake
from extractor.fence.task import Name, Task
from extractor.fence.verdict import Failure
from extractor.fence.wire import Kind, WireError
from extractor.limits import ProcessLimits
from schemas.record import Record, RecordStatus

_MEDIA_TYPE = re.compile(r"read ([a-z]+/[A-Za-z0-9.+-]{1,100})$")
_HARM = (RecordStatus.FAILED, RecordStatus.PARTIAL)
_DIGITS = 15
_SUSPECT = frozenset({"failed.crash", "failed.memory", "failed.timeout", "failed.too_large"})


@dataclass(slots=True)
class Answer:
    """What has come of a file so far; `failure` is None while all is well."""

    records: list[Record] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    result: bytes | None = None
    """What a task other than reading gave."""
    refusal: ReadError | None = None
    """Why such a task cannot be done; the answer is whole then."""
    stage: str = ""
    media_type: str | None = None
    is_whole: bool = False
    failure: Failure | None = None
    peak: int = 0
    is_used: bool = False
    """Whether the child had read other files before."""
    kept: bytes | None = None
    """Texts that were dear to read, as the child packed them; never opened here."""
    is_deferred: bool = False
    """Whether it was not read as it needs OCR; then it is whole without records."""

    def is_suspect(self) -> bool:
        """Whether something went wrong that may have been left behind by another file."""
        codes = [record.reason.code for record in self.records if record.reason is not None]
        codes += [self.refusal.reason] if self.refusal is not None else []
        return self.failure is not None or not _SUSPECT.isdisjoint(codes)

    def is_clean(self) -> bool:
        """Whether the child may go on to other files: this one harmed it in no way that can be seen."""
        if self.failure is not None or self.refusal is not None or not self.is_whole:
            return False
        return all(record.status not in _HARM for record in self.records)

    def page(self) -> int:
        """The page that was being read, from 1; 0 where none was."""
        return page_of(self.stage) or 0

    def spoil(self, failure: Failure) -> None:
        """Forget everything: who sends what is no answer may have sent anything before."""
        self.records.clear()
        self.texts.clear()
        self.kept, self.is_deferred, self.result, self.refusal = None, False, None, None
        self.failure = failure

    def keep(self, kind: Kind, payload: bytes, limits: ProcessLimits) -> None:
        """Take one frame.

        Raises:
            WireError: it is none that can follow those before it.
            ValidationError: a record that breaks the contract.
            UnicodeDecodeError: words that are none.
        """
        match kind:
            case Kind.SIGN:
                self.stage = payload.decode()
                read = _MEDIA_TYPE.match(self.stage)
                self.media_type = self.media_type or (read[1] if read else None)
            case Kind.RECORD:
                self.records.append(Record.model_validate_json(payload))
                self.texts.append(None)
            case Kind.TEXT:
                self._keep_text(payload)
            case Kind.TEXTS:
                self.kept = payload
            case Kind.RESULT:
                self._keep_result(payload)
            case _:
                self._end(kind, payload, limits)

    def _keep_text(self, payload: bytes) -> None:
        if not self.texts or self.texts[-1] is not None:
            raise WireError("a text without a record")
        self.texts[-1] = payload.decode("utf-8", "surrogatepass")

    def _keep_result(self, payload: bytes) -> None:
        if self.result is not None:
            raise WireError("a second result")
        self.result = payload

    def _end(self, kind: Kind, payload: bytes, limits: ProcessLimits) -> None:
        """Take a frame behind which nothing comes."""
        match kind:
            case Kind.DONE:
                self.is_whole, self.peak = True, _number(payload)
            case Kind.DEFERRED:
                self.is_whole = self.is_deferred = True
            case Kind.REFUSED:
                self.is_whole, self.refusal = True, verdict.refusal(payload)
            case Kind.FAILED:
                self.failure = verdict.told(payload.decode(), limits, self.stage)

    def check(self, file: Intake, task: Task) -> None:
        """Refuse an answer that is not about the file or the task, is empty, or defers what need not be deferred.

        Raises:
            WireError: it has no record or result, or says it is of a file that is not this one nor in it.
        """
        if self.is_deferred:
            if task.may_use_ocr:
                raise WireError("a file deferred for OCR that is allowed")
            return
        if task.name is not Name.RECORDS:
            if self.records or (self.result is None) is (self.refusal is None):
                raise WireError("an answer without a result")
            return
        if not self.records or self.result is not None or self.refusal is not None:
            raise WireError("an answer without a record")
        for record in self.records:
            if record.source.container is None and record.source.sha256 != file.sha256:
                raise WireError("a record of another file")


def _number(payload: bytes) -> int:
    if not payload.isdigit() or len(payload) > _DIGITS:
        raise WireError("no number where one belongs")
    return int(payload)
