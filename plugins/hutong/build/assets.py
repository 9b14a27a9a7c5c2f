"""The theme's static files, with the digest of their content in the names that pages ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hutong.build.digests import file_digest
from hutong.build.stamps import walk
from hutong.errors import CannotRun
from hutong.model import Variant
from hutong.views.edition import ThemeFiles

_ROOT: Final = "assets"
_NAMED: Final = ("hutong.css", "hutong.js")
_QR: Final = "vendor/lean-qr.js"
_REGISTER: Final = ("register.css", "register.js")
"""What only pages of the register load; a theme may do without."""


@dataclass(frozen=True, slots=True)
class ThemeAssets:
    """Addresses for views; for the tree, by path: the file below the theme and its digest."""

    addresses: ThemeFiles
    files: Mapping[str, tuple[str, str]]


def theme_assets(theme: Path, variants: Sequence[Variant]) -> ThemeAssets:
    """Look at ``theme/static``.

    :raises CannotRun: if a file that every page needs is missing.
    """
    static = theme / "static"
    digests = {
        path: file_digest(static / path).hex()
        for path in sorted(walk(static).files)
        if not path.rpartition("/")[2].startswith(".")
    }
    missing = [path for path in (*_NAMED, _QR) if path not in digests]
    if missing:
        message = f"{static} lacks {', '.join(missing)}; a theme must have them"
        raise CannotRun(message)
    names = {path: f"{_ROOT}/{_digested(path, static)}" for path in digests}
    og_images = {
        variant.prefix: names.get(f"icons/og-{variant.prefix}.png", f"{_ROOT}/icons/icon-512.png")
        for variant in variants
    }
    addresses = ThemeFiles(
        css=names["hutong.css"],
        js=names["hutong.js"],
        qr_js=names[_QR],
        register_css=names.get(_REGISTER[0], ""),
        register_js=names.get(_REGISTER[1], ""),
        icons=f"{_ROOT}/icons/",
        og_images=og_images,
    )
    files = {names[path]: (f"static/{path}", digest) for path, digest in digests.items()}
    return ThemeAssets(addresses, files)


def _digested(path: str, static: Path) -> str:
    """``hutong.css`` → ``hutong.1a2b3c4d.css``, so that caches may keep it for ever."""
    if path not in (*_NAMED, _QR, *_REGISTER):
        return path
    stem, _, suffix = path.rpartition(".")
    return f"{stem}.{hashlib.sha256((static / path).read_bytes()).hexdigest()[:8]}.{suffix}"
