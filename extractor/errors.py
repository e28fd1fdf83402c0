"""The one tree of exceptions: each says what, why and what to do next, and carries its exit code."""

from __future__ import annotations

import errno
import traceback
from enum import IntEnum
from pathlib import PurePath


class ExitCode(IntEnum):
    """Exit codes of the command."""

    DONE = 0
    """All extracted or refused."""
    USAGE = 2
    """Wrong arguments, missing file, folder without documents."""
    SOME_FAILED = 3
    """Some input could not be read; each has a record that says why."""
    FINDINGS = 4
    """`check --strict` met findings of severity error."""
    DIFFERENT = 5
    """`diff` met differences."""


class VanthuError(Exception):
    """Base of every expected error: what and why in the message, `advice` is the next thing to do."""

    exit_code = ExitCode.SOME_FAILED
    advice = ""

    def __str__(self) -> str:
        """What and why, then the advice, on one line."""
        message = " ".join(str(argument) for argument in self.args)
        return f"{message}; {self.advice}" if self.advice else message


class UsageError(VanthuError):
    """The command was called wrongly."""

    exit_code = ExitCode.USAGE
    advice = "see vanthu --help"


class InputNotFoundError(UsageError):
    """A named file or folder does not exist, or a folder holds no document."""

    advice = "check the name; vanthu COMMAND --help says what is expected there"


class EmptiedFolderError(InputNotFoundError):
    """A folder of which documents are known holds none any more."""

    advice = "mount it and run again, or say --all-gone where its files were taken away"


class OutputError(UsageError):
    """The output cannot be written."""

    advice = "choose a folder that can be written"


class TakenNameError(OutputError):
    """There is something already under the name of a folder that is to be made."""

    advice = "choose a new or empty folder"


class StoreError(UsageError):
    """A store cannot be opened, reached or written."""

    advice = "check the folder or the address; vanthu batch --help says what a store is"


class DamagedStoreError(StoreError):
    """The database of a store does not hold what was written into it."""

    advice = "take the store back from a copy, or read the folder into a new one with vanthu batch"


class DecisionError(UsageError):
    """What a person decides cannot be: `expected` names what is expected there, for whoever shows it in other words."""

    advice = "look at the record again, or type the value as it is asked for"
    path = ""
    expected = ""

    @classmethod
    def at(cls, path: str, message: str, expected: str = "") -> DecisionError:
        """What cannot be at a path of the record."""
        error = cls(f"{path or 'the record'}: {message}")
        error.path, error.expected = path, expected
        return error


class SchedulerError(UsageError):
    """The machines that are to read cannot be reached, or run another version of the program."""

    advice = "docs/scaling.md says how a scheduler and its workers are started"


class ProfileError(UsageError):
    """A profile is unknown or its file is not valid."""

    advice = "list profiles with vanthu check --profiles"


class ReadError(VanthuError):
    """A file cannot be read; `reason` is the code of RECORD's closed list."""

    reason = "failed.corrupt"
    advice = "open the file and save it again, or ask the sender for another copy"


class CorruptError(ReadError):
    """Truncated or damaged file."""


class EncryptedError(ReadError):
    """The file asks for a password."""

    reason = "failed.encrypted"
    advice = "remove the password and try again"


class UnsupportedError(ReadError):
    """The content is none of the formats that can be read."""

    reason = "failed.unsupported"
    advice = "convert the file to PDF or DOCX"


class NoDocumentError(ReadError):
    """A container in which there is nothing to read."""

    reason = "failed.unsupported"
    advice = "ask the sender for the documents themselves"


class PackedError(UnsupportedError):
    """An archive of a form that is not opened here."""

    advice = "unpack it and read the files in it, or pack them as a ZIP archive"


class NoPagesError(UnsupportedError):
    """The format has no pages, so there is neither a picture of one nor a place on it."""

    advice = "its text can be shown; print the document to PDF where its pages are needed"


class PageNotFoundError(ReadError):
    """A document has fewer pages than were asked for."""

    advice = "ask for a page from 1 to the last"


class TaskEndedError(ReadError):
    """The process that worked on a file came to a bad end."""

    advice = "save the file again in another format, and report it"

    @classmethod
    def of(cls, reason: str, message: str) -> TaskEndedError:
        """The end that a reason names, with a message that says what to do next by itself."""
        error = cls(message)
        error.reason, error.advice = reason, ""
        return error


class OcrDeferredError(Exception):
    """Pages have to be read from their pictures, which whoever asked leaves to another worker; never shown."""


class NeedsOcrError(ReadError):
    """Pages are pictures, or their text has no usable character map."""

    reason = "failed.needs_ocr_engine"
    advice = "install the engine (pip install tesserocr), or send the digital original"


class TooLargeError(ReadError):
    """A limit on pages, characters, cells or bytes was passed."""

    reason = "failed.too_large"
    advice = "split the file"


def is_disk_full(error: BaseException) -> bool:
    """Whether there was no room to write: the machine's fault, not the file's."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


def place_of(error: BaseException) -> tuple[str, str]:
    """The type of an error and the line of the program that raised it; never its words, which may be a document's."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__, where
