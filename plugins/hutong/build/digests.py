"""Digests of bytes and of files: what names values in the cache and tells files apart."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from hutong.errors import CannotRun

_SIZE: Final = 16


def digest(*parts: bytes) -> bytes:
    """A key of the store: BLAKE2b over parts, each with its length."""
    found = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.digest()


def content_digest(data: bytes) -> bytes:
    """BLAKE2b of the bytes of a file, as :func:`file_digest` gives it."""
    return hashlib.blake2b(data, digest_size=_SIZE).digest()


def file_digest(file: Path) -> bytes:
    """BLAKE2b of a file of any size.

    :raises CannotRun: if it cannot be read.
    """
    try:
        with file.open("rb") as handle:
            return hashlib.file_digest(handle, lambda: hashlib.blake2b(digest_size=_SIZE)).digest()
    except OSError as error:
        raise CannotRun(f"{file} cannot be read ({error.strerror}); make it readable") from error


def sha256_of(file: Path) -> str:
    """SHA-256 of a file of any size, in hex, as editors write it down; empty if it is gone."""
    try:
        with file.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return ""
