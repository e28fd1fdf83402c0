"""`vanthu serve`: the desk and the interface for several people and other systems, over one store."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extractor.commands.batch import positive
from extractor.commands.documents import printable
from extractor.errors import ExitCode, InputNotFoundError, UsageError
from extractor.limits import DOCUMENT

if TYPE_CHECKING:
    from extractor.access.settings import Settings

HELP = "serve a store to people (the desk) and to other systems (an interface described by OpenAPI)"
PORT: Final = 8420
_EVERYWHERE: Final = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 -- recognised, not listened at
_MEGABYTE: Final = 1_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu serve`."""
    parser.add_argument("store", metavar="STORE", help="a folder (SQLite), or an address such as postgresql://…")
    parser.add_argument("--originals", metavar="ADDRESS", help="where originals are kept (default: inside STORE)")
    parser.add_argument("--cache", metavar="DIR", help="folder for pictures of pages, which may be lost")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1, this machine)")
    parser.add_argument("--port", type=int, default=PORT, help=f"(default: {PORT}; 0: any that is free)")
    parser.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help="name under which browsers ask for the server; may be given again",
    )
    parser.add_argument(
        "--jobs", metavar="N", type=positive, default=os.cpu_count() or 1, help="files at once (default: processors)"
    )
    parser.add_argument("--profile", metavar="NAME", default="", help="profile of required parts (default: by type)")
    parser.add_argument(
        "--max-upload",
        metavar="MB",
        type=positive,
        default=DOCUMENT.file_bytes // _MEGABYTE,
        help=f"megabytes of one upload, all its files together (default: {DOCUMENT.file_bytes // _MEGABYTE})",
    )
    parser.add_argument("--behind-https", action="store_true", help="a reverse proxy in front speaks https")
    parser.add_argument("--trust-proxy", metavar="ADDRESS", help="reverse proxy whose word on who asks is taken")
    parser.add_argument(
        "--allow-private-webhooks", action="store_true", help="webhooks may lead to private addresses and plain http"
    )
    parser.add_argument(
        "--webhook-key",
        metavar="FILE",
        help="secret from which those of webhooks are made, so that the database keeps none (default: it keeps them)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    from extractor.serving.app import create_app
    from extractor.serving.server import serve
    from extractor.store.database import shown_location

    app = create_app(_settings(arguments))
    if not app.state.services.access.users.all():
        store = printable(shown_location(arguments.store))
        print(f"vanthu: nobody may come in yet; vanthu users add {store} NAME --role admin", file=sys.stderr)

    def ready(address: str) -> None:
        print(address, flush=True)

    serve(app, arguments.host, arguments.port, ready=ready, trusted_proxy=arguments.trust_proxy)
    return ExitCode.DONE


def _settings(arguments: argparse.Namespace) -> Settings:
    from dataclasses import replace

    from extractor.access.settings import Limits, Settings, WebhookRules

    limits = replace(Limits(), upload_bytes=arguments.max_upload * _MEGABYTE)
    return Settings(
        location=arguments.store,
        originals=arguments.originals,
        cache=Path(arguments.cache) if arguments.cache else cache_of(arguments.store),
        hosts=hosts_of(arguments.host, arguments.allow_host),
        is_behind_https=arguments.behind_https,
        profile=arguments.profile,
        jobs=arguments.jobs,
        limits=limits,
        webhooks=WebhookRules(arguments.allow_private_webhooks, key=_webhook_key(arguments.webhook_key)),
    )


def _webhook_key(name: str | None) -> bytes | None:
    """What stands in the file, without the line end that editors put there.

    Raises:
        InputNotFoundError: there is no such file.
        UsageError: it is too short to be a secret, or too long to be one.
    """
    from extractor.jobs.signing import LONGEST_KEY, SHORTEST_KEY

    if name is None:
        return None
    try:
        with Path(name).open("rb") as stream:
            key = stream.read(LONGEST_KEY + 1).strip()
    except OSError as error:
        raise InputNotFoundError(f"--webhook-key {printable(name)}: {error.strerror or error}") from error
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise UsageError(
            f"--webhook-key {printable(name)}: a key has {SHORTEST_KEY} to {LONGEST_KEY} bytes; openssl rand -base64 32"
        )
    return key


def cache_of(store: str) -> Path:
    """Where pictures are kept: inside a store that is a folder, else where programs keep such things."""
    from extractor.store.database import is_address

    if not is_address(store):
        return Path(store) / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vanthu"


def hosts_of(host: str, named: list[str]) -> tuple[str, ...]:
    """The names under which the server may be asked for.

    Raises:
        UsageError: it listens at all addresses, and no name is given.
    """
    from extractor.access.settings import LOOPBACK

    if host in _EVERYWHERE and not named:
        raise UsageError("listening at all addresses needs --allow-host with the name that browsers ask for")
    own = () if host in _EVERYWHERE else (f"[{host}]" if ":" in host else host,)
    return tuple(dict.fromkeys(name.lower() for name in (*LOOPBACK, *own, *named)))
