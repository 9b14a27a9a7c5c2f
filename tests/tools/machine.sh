#!/usr/bin/env bash
# Sees that this machine has what the tests need besides Python.
# Installs it by apt-get where that is possible without asking; elsewhere says what to install.
set -euo pipefail

PATH="$PATH:/usr/sbin"
missing=()
need() { # command, then the Debian package that holds it
  command -v "$1" >/dev/null 2>&1 || missing+=("$2")
}

need node nodejs
need npm npm
need java default-jre-headless
need nginx nginx-light
if [[ -z "${CHROMIUM:-}" ]]; then
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
    || command -v google-chrome >/dev/null || missing+=(chromium)
fi
# followthemoney brings PyICU, which is compiled where it is installed.
if ! { command -v pkg-config && pkg-config --exists icu-i18n; } >/dev/null 2>&1; then
  missing+=(pkg-config libicu-dev)
fi
need g++ g++
# Chinese glyphs: without them a browser measures boxes, not text.
if ! command -v fc-list >/dev/null || [[ -z "$(fc-list :lang=zh-hk family)" ]]; then
  missing+=(fontconfig fonts-noto-cjk)
fi

[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
if [[ "$(id -u)" -ne 0 ]]; then
  as_root=(sudo -n)
fi
if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
  echo "make test needs these (named as in Debian): ${missing[*]}" >&2
  echo "install them, or run as a user who may use apt-get; then run make test again" >&2
  exit 2
fi
echo "installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
