"""`vanthu review`: the reviewer's desk for one person at this machine."""

from __future__ import annotations

import argparse
import getpass
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.documents import printable
from extractor.commands.left_behind import tell_left_behind
from extractor.errors import ExitCode, InputNotFoundError, StoreError, UsageError

if TYPE_CHECKING:
    from extractor.access.settings import Settings

HELP = "open the reviewer's desk for a store in a browser on this machine"
_HOST = "127.0.0.1"
_UNKNOWN = "reviewer"
"""The name of a person whose login the system does not tell."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu review`."""
    parser.add_argument("store", metavar="STORE", help="a store of vanthu batch: a folder or a database address")
    parser.add_argument("--originals", metavar="ADDRESS", help="where originals are kept (default: inside STORE)")
    parser.add_argument("--reviewer", metavar="NAME", help="who decides (default: the login name)")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="port on this machine (default: any free one)")
    parser.add_argument("--gold", metavar="FOLDER", help="labels (*.gold.json) that differences can be shown against")
    parser.add_argument("--version", metavar="VERSION", help="records of another version of program and rules")
    parser.add_argument("--profile", metavar="NAME", default="", help="records made with this profile")
    parser.add_argument(
        "--cache",
        metavar="FOLDER",
        help="where pictures of pages are kept (default: cache in STORE, or a temporary folder)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Answer on this machine alone, until it is interrupted."""
    from extractor.serving.app import create_app
    from extractor.serving.server import serve

    with tempfile.TemporaryDirectory(prefix="vanthu-") as scratch:
        settings = _settings(arguments, scratch)
        assert settings.local is not None
        _say_left_behind(arguments.store)
        key = settings.local.key
        app = create_app(settings)
        serve(app, _HOST, arguments.port, ready=lambda address: _ready(address, key))
    return ExitCode.DONE


def _ready(address: str, key: str) -> None:
    print(f"{address}/open?key={key}", flush=True)
    print("the address opens once; Ctrl+C ends the desk, what is decided is kept", flush=True)


def _say_left_behind(location: str) -> None:
    from extractor.commands.kept_records import opened
    from extractor.decisions.log import DecisionLog

    with opened(location) as store:
        counts = DecisionLog(store).all_left_behind()
    tell_left_behind(counts, "the desk says so above each of these documents: decide there anew")


def _settings(arguments: argparse.Namespace, scratch: str) -> Settings:
    from extractor.access.settings import LocalMode, Settings
    from extractor.store.database import is_address

    gold = None if arguments.gold is None else Path(arguments.gold)
    if gold is not None and not gold.is_dir():
        raise InputNotFoundError(f"{printable(arguments.gold)}: no such folder")
    version = _version(arguments)
    if is_address(arguments.store) and arguments.originals is None:
        raise StoreError("a store behind a database address needs --originals")
    if not 0 <= arguments.port <= 65535:
        raise UsageError(f"--port {arguments.port}: a port is a number up to 65535")
    return Settings(
        location=arguments.store,
        originals=arguments.originals,
        cache=_cache(arguments, scratch),
        local=LocalMode.new(arguments.reviewer or _login()),
        profile=arguments.profile,
        version=version,
        gold=gold,
    )


def _version(arguments: argparse.Namespace) -> str | None:
    """The version whose records are shown: the one asked for, this program's, or the only one there is.

    A desk shows what is there: it makes no store.
    """
    from extractor.commands.kept_records import opened, version_in

    with opened(arguments.store) as store:
        return version_in(store, arguments.version, arguments.profile) if store.versions() else None


def _cache(arguments: argparse.Namespace, scratch: str) -> Path:
    from extractor.store.database import is_address

    if arguments.cache is not None:
        return Path(arguments.cache)
    return Path(scratch) if is_address(arguments.store) else Path(arguments.store) / "cache"


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return _UNKNOWN
