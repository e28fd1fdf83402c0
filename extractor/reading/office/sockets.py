"""The sockets by which one LibreOffice finds another: where they are made, and removing those left behind.

LibreOffice makes one for each profile under a fixed path that no setting moves, and does not start where it cannot. One
that is killed, or may not remove files there, leaves it behind.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Final

FOLDERS: Final = ("/tmp", "/var/tmp")  # noqa: S108 -- LibreOffice's choice, not ours
"""The second is used where the first cannot be written."""


def remove_dead_sockets() -> None:
    """Remove this user's sockets to which nobody listens any more."""
    for folder in FOLDERS:
        for place in sorted(Path(folder).glob(f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_*")):
            with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
                try:
                    probe.connect(str(place))
                except ConnectionRefusedError:
                    place.unlink()
