#!/usr/bin/env bash
# Makes .venv and installs vanthu into it with the pinned distributions of requirements.lock. Running it again is cheap.
# PYTHON=… chooses the interpreter. As root on Debian a missing venv module is installed; otherwise one line says how.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

die() {
  printf 'vanthu: %s\n' "$1" >&2
  exit 1
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  die "Python 3.11 or later is needed; install python3, or name one: make PYTHON=/path/to/python3 …"
}

ensure_venv_module() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null && return
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
  fi
  die "$1 has no venv module; install it (Debian: apt install python3-venv), then run make again"
}

main() {
  local python
  if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    ensure_venv_module "$python"
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
  fi
  echo "Installing the distributions of requirements.lock"
  # The build backend is pinned too: it goes in first and the build runs beside it, not in a folder of its own.
  local install=(.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock)
  "${install[@]}" setuptools
  "${install[@]}" --no-build-isolation --editable '.[dev]'
}

main
