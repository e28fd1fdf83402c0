"""Profiles as data: one TOML file each, validated when read. Adding one needs no code (docs/profiles.md)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from extractor.checks.profiles.model import Profile
from extractor.errors import ProfileError

__all__ = ["Profile", "choose_profile", "list_profiles", "own_profile", "read_profile"]

_FALLBACK = "default"
_SUFFIX = ".toml"


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Profile]:
    """Every profile of this package by its name."""
    files = (item for item in resources.files(__name__).iterdir() if item.name.endswith(_SUFFIX))
    profiles = [parse_profile(item.read_text(encoding="utf-8"), item.name) for item in files]
    return {profile.name: profile for profile in sorted(profiles, key=lambda profile: profile.name)}


def list_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, by name."""
    return tuple(_shipped().values())


def choose_profile(name: str | None, document_type: str | None) -> Profile:
    """The profile of that name or TOML file; without a name the default one for the type of document.

    Raises:
        ProfileError: the name is unknown, or the file is missing or not valid.
    """
    if name is None:
        return _default_for(document_type)
    if name.endswith(_SUFFIX):
        return read_profile(Path(name))
    if name not in _shipped():
        raise ProfileError(f"unknown profile {name!r}; known are {', '.join(_shipped())}")
    return _shipped()[name]


def _default_for(document_type: str | None) -> Profile:
    for profile in list_profiles():
        if profile.kind == "default" and document_type in profile.document_types:
            return profile
    return _shipped()[_FALLBACK]


def read_profile(path: Path) -> Profile:
    """The profile in a TOML file.

    Raises:
        ProfileError: the file cannot be read or is not a valid profile.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProfileError(f"profile {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ProfileError(f"profile {path}: not UTF-8") from error
    return parse_profile(text, str(path))


def own_profile(name: str | None) -> bytes | None:
    """The bytes of a profile that is a file of the user's; None for one that comes with the program, and without it."""
    try:
        return Path(name).read_bytes() if name is not None and name.endswith(_SUFFIX) else None
    except OSError:
        return None


def parse_profile(text: str, where: str) -> Profile:
    """A profile from the text of its TOML file; `where` names the file in errors.

    Raises:
        ProfileError: the text is not TOML, has unknown keys, or names something that is in no closed vocabulary.
    """
    try:
        return Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"profile {where}: not TOML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'profile'}: {e['msg']}" for e in error.errors())
        raise ProfileError(f"profile {where}: {wrong}") from error
