"""A filter on system calls: no sockets but local ones, and none of the calls that reach around the other bounds.

The filter is inherited by every child and cannot be taken away. It is a classic BPF program as seccomp(2) describes
it; numbers of calls are those of the two processor architectures below.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from dataclasses import dataclass

from extractor.fence.kernel import call, forbid_new_privileges

_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_LOAD = 0x20
_JUMP_EQUAL = 0x15
_JUMP_GREATER_EQUAL = 0x35
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_DENY = 0x00050000 | errno.EPERM
_AT_NUMBER, _AT_ARCHITECTURE, _AT_FIRST_ARGUMENT = 0, 4, 16
_AF_UNIX = 1
_X32 = 0x40000000


@dataclass(frozen=True, slots=True)
class _Architecture:
    audit: int
    socket: int
    denied: tuple[int, ...]


# In this order: io_uring_setup, ptrace, process_vm_readv and _writev, mount, umount2, pivot_root, unshare, setns, bpf,
# kexec_load, init_module, finit_module, delete_module, reboot, swapon, add_key, request_key, keyctl, perf_event_open,
# userfaultfd, open_by_handle_at.
_ARCHITECTURES = {
    "x86_64": _Architecture(
        0xC000003E,
        41,
        (425, 101, 310, 311, 165, 166, 155, 272, 308, 321, 246, 175, 313, 176, 169, 167, 248, 249, 250, 298, 323, 304),
    ),
    "aarch64": _Architecture(
        0xC00000B7,
        198,
        (425, 117, 270, 271, 40, 39, 41, 97, 268, 280, 104, 105, 273, 106, 142, 224, 217, 218, 219, 241, 282, 265),
    ),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _steps(machine: _Architecture) -> list[bytes]:
    """Allow all but the denied calls; jumps count the steps that are left out."""
    checks = [
        _step(_LOAD, _AT_ARCHITECTURE),
        _step(_JUMP_EQUAL, machine.audit, 1, 0),
        _step(_RETURN, _DENY),
        _step(_LOAD, _AT_NUMBER),
        _step(_JUMP_GREATER_EQUAL, _X32, 0, 1),
        _step(_RETURN, _DENY),
    ]
    for number in machine.denied:
        checks += [_step(_JUMP_EQUAL, number, 0, 1), _step(_RETURN, _DENY)]
    return [
        *checks,
        _step(_JUMP_EQUAL, machine.socket, 0, 3),
        _step(_LOAD, _AT_FIRST_ARGUMENT),
        _step(_JUMP_EQUAL, _AF_UNIX, 1, 0),
        _step(_RETURN, _DENY),
        _step(_RETURN, _ALLOW),
    ]


def forbid_calls() -> bool:
    """Set the filter for this process and its children; False where kernel or architecture have none."""
    machine = _ARCHITECTURES.get(os.uname().machine)
    if machine is None:
        return False
    steps = _steps(machine)
    code = ctypes.create_string_buffer(b"".join(steps))
    program = _Program(len(steps), ctypes.cast(code, ctypes.c_void_p).value)
    try:
        forbid_new_privileges()
        call("prctl", _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.cast(ctypes.byref(program), ctypes.c_void_p), 0, 0)
    except OSError:
        return False
    return True
