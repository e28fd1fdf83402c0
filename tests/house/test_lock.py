import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.check_licences import closure
from scripts.check_shape import ROOT

LOCK = ROOT / "requirements.lock"


def pins(path: Path) -> dict[str, str]:
    """Canonical name to version of each pinned line."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def test_the_lock_is_pins_and_nothing_else() -> None:
    """Every line is name==version: no address, no path, no range."""
    lines = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []


def test_what_runs_is_what_is_locked() -> None:
    """Each distribution of the run-time closure is pinned, and installed in that very version."""
    installed = {name: metadata.version(name) for name in closure("vanthu", metadata.requires)}

    assert {name: pins(LOCK).get(name) for name in installed} == installed


def test_the_lock_satisfies_the_bounds() -> None:
    """Each direct requirement, those for development too, is pinned within its bounds."""
    locked = pins(LOCK)
    direct = [Requirement(line) for line in metadata.requires("vanthu") or []]

    assert direct
    assert [
        str(requirement)
        for requirement in direct
        if not requirement.specifier.contains(locked[canonicalize_name(requirement.name)])
    ] == []
