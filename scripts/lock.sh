#!/usr/bin/env bash
# Writes requirements.lock: what the bounds of pyproject.toml resolve to today, in a fresh environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=build/lock
rm -rf "$work"
mkdir -p "$work"
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" - >"$work/bounds.txt" <<'PYTHON'
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
print(*project["dependencies"], *project["optional-dependencies"]["dev"], sep="\n")
PYTHON
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$work/bounds.txt"
{
  echo "# Every distribution that a full set-up installs, pinned. \`make setup\` installs with this file as a constraint;"
  echo "# \`make lock\` writes it anew from the bounds in pyproject.toml. Do not edit by hand."
  "$work/venv/bin/python" -m pip freeze --all --exclude pip
} >"$work/requirements.lock"
mv "$work/requirements.lock" requirements.lock
