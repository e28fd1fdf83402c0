"""Landlock: a process writes nowhere but in its scratch folder and signals nobody outside (landlock(7), Linux 5.13).

It may make sockets where LibreOffice makes its own, which no setting moves; they carry nothing out, as nobody listens.
Reading stays as it is, for programs and data are read from all over; what is read cannot leave, as there is no network.
"""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

from extractor.fence.kernel import call, forbid_new_privileges
from extractor.reading.office import sockets

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_WRITE_FILE = 1 << 1
_TRUNCATE = 1 << 14
_REMOVE_AND_MAKE = sum(1 << bit for bit in range(4, 13))
"""Removing and making folders, files, links, sockets, pipes and devices."""
_MAKE_SOCKET = 1 << 9
_REFER = 1 << 13
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full")
_TCP = 0b11
_SCOPES = 0b11
"""Abstract sockets and signals."""


def version() -> int:
    """The kernel's version of Landlock; 0 where it has none."""
    try:
        return call("syscall", _CREATE_RULESET, None, 0, _VERSION)
    except OSError:
        return 0


def _writing(version: int) -> int:
    """Every right to write that this version knows."""
    rights = _WRITE_FILE | _REMOVE_AND_MAKE
    rights |= _REFER if version >= 2 else 0
    return rights | (_TRUNCATE if version >= 3 else 0)


def _ruleset(version: int) -> int:
    """An open rule set that forbids writing, TCP and reaching out, as far as this version can."""
    attributes = struct.pack("=Q", _writing(version))
    attributes += struct.pack("=Q", _TCP) if version >= 4 else b""
    attributes += struct.pack("=Q", _SCOPES) if version >= 6 else b""
    return call("syscall", _CREATE_RULESET, ctypes.create_string_buffer(attributes), len(attributes), 0)


def _allow(ruleset: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, place))
        call("syscall", _ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(place)


def confine_writes(folder: Path) -> bool:
    """Bind this process and its children to write in one folder; False where the kernel has no Landlock."""
    known = version()
    if not known:
        return False
    forbid_new_privileges()
    ruleset = _ruleset(known)
    try:
        _allow(ruleset, str(folder), _writing(known))
        for device in _DEVICES:
            if Path(device).exists():
                _allow(ruleset, device, _WRITE_FILE)
        for place in sockets.FOLDERS:
            if Path(place).is_dir():
                _allow(ruleset, place, _MAKE_SOCKET)
        call("syscall", _RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return True
