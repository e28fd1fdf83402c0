"""The template: a process that has loaded what a task needs, once, and forks servers that share it.

It has one thread, touches no byte of any file and talks to no child. Its parent sends for each server a channel, the
scratch folder and the limits; what comes of the server goes over that channel alone. It ends when its parent is gone.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from extractor.fence import server, works
from extractor.fence.wire import receive_message
from extractor.limits import ProcessLimits
from extractor.version import rule_set


def serve(channel: socket.socket, task: str) -> None:
    """Fork a server for each order until the parent is gone."""
    while (order := receive_message(channel)) is not None:
        _bury()
        message, handed = order
        with socket.socket(fileno=handed[0]) as theirs:
            if os.fork() == 0:
                channel.close()
                _become_server(theirs, message, task)
    _bury()


def _bury() -> None:
    """Take note of servers that have ended, so that what they used counts as used by this process."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become_server(channel: socket.socket, order: dict[str, Any], task: str) -> None:
    """The whole life of a forked server; does not come back."""
    code = 1
    try:
        os.setsid()
        # The only name by which the parent can end it and mean no other process: it is not its child.
        handle = os.pidfd_open(os.getpid())
        begun = server.Server(channel, Path(order["folder"]), ProcessLimits(**order["limits"]), served={task: True})
        begun.serve(server.hello(), handle)
        code = 0
    finally:
        os._exit(code)


def main(arguments: list[str]) -> None:
    """Serve the parent at the end of an inherited channel: descriptor, task."""
    channel = socket.socket(fileno=int(arguments[0]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    works.load(arguments[1])
    server.warm_up(arguments[1])
    rule_set()
    serve(channel, arguments[1])


if __name__ == "__main__":
    main(sys.argv[1:])
