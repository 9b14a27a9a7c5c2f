"""The theme's static files, with the digest of their content in the names that pages ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hutong.errors import CannotRun
from hutong.model import OutputFile, Variant
from hutong.views.edition import ThemeFiles

_ROOT: Final = "assets"
_NAMED: Final = ("hutong.css", "hutong.js")
_QR: Final = "vendor/lean-qr.js"


def theme_files(theme: Path, variants: Sequence[Variant]) -> tuple[ThemeFiles, list[OutputFile]]:
    """Read ``theme/static``: addresses for views, files for the tree.

    :raises CannotRun: if a file that every page needs is missing.
    """
    static = theme / "static"
    found = {
        path.relative_to(static).as_posix(): path.read_bytes()
        for path in sorted(static.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    names = {path: f"{_ROOT}/{_digested(path, data)}" for path, data in found.items()}
    missing = [path for path in (*_NAMED, _QR) if path not in found]
    if missing:
        message = f"{static} lacks {', '.join(missing)}; a theme must have them"
        raise CannotRun(message)
    files = [OutputFile(path=names[path], data=data) for path, data in found.items()]
    og_images = {
        variant.prefix: names.get(f"icons/og-{variant.prefix}.png", f"{_ROOT}/icons/icon-512.png")
        for variant in variants
    }
    return ThemeFiles(
        css=names["hutong.css"],
        js=names["hutong.js"],
        qr_js=names[_QR],
        icons=f"{_ROOT}/icons/",
        og_images=og_images,
    ), files


def _digested(path: str, data: bytes) -> str:
    """``hutong.css`` → ``hutong.1a2b3c4d.css``, so that caches may keep it for ever."""
    if path not in (*_NAMED, _QR):
        return path
    stem, _, suffix = path.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}.{suffix}"
