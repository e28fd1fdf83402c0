#!/usr/bin/env bash
# LibreOffice, with which Word and Excel files of the years before 2007, RTF and OpenDocument are read. As root on Debian
# it is installed; otherwise one line says how, and everything else works without it.
set -euo pipefail

# Both are asked for: Writer opens texts, Calc opens sheets, and either may be there without the other.
packages=(libreoffice-writer libreoffice-calc fonts-liberation2)

have() {
  command -v soffice >/dev/null || return 1
  local program
  program=$(dirname "$(readlink -f "$(command -v soffice)")")
  [ -e "$program/libswlo.so" ] && [ -e "$program/libsclo.so" ]
}

have && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing LibreOffice (reads Office files of the years before 2007)"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  have && exit 0
fi
echo "vanthu: .doc, .xls, .rtf, .odt and .ods need LibreOffice; install it (Debian: apt install ${packages[*]})" >&2
[ "${CI:-}" != true ]
