"""Bytes of a content file → text, or the problems that keep it from being text."""

from __future__ import annotations

from typing import Final

from hutong.model import Problem

MAX_BYTES: Final = 1024 * 1024
"""No text is longer; a larger file is a picture or a mistake."""
_BOM: Final = b"\xef\xbb\xbf"


def decode(data: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text with plain line ends, or None and every problem; ``path`` is as shown."""
    if len(data) > MAX_BYTES:
        return None, (_too_large(path, len(data)),)
    problems = []
    if data.startswith(_BOM):
        problems.append(
            Problem(
                path, 1, "the file starts with a byte order mark", "save it as UTF-8 without BOM"
            )
        )
        data = data[len(_BOM) :]
    if b"\0" in data:
        problems.append(
            Problem(
                path,
                _line(data, data.index(b"\0")),
                "there is a NUL character in the text",
                "delete it; a file in UTF-16 has many of them: save it as UTF-8",
            )
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(_not_utf8(path, data, error.start))
        return None, tuple(problems)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        problems.append(Problem(path, 0, "the file is empty", "write its text, or delete the file"))
    return (None, tuple(problems)) if problems else (text, ())


def _too_large(path: str, size: int) -> Problem:
    return Problem(
        path,
        0,
        f"the file has {size:,} bytes; a text may have {MAX_BYTES:,}",
        "split the text, or put pictures under content/images",
    )


def _not_utf8(path: str, data: bytes, at: int) -> Problem:
    return Problem(
        path,
        _line(data, at),
        f"byte {at + 1} of the file (0x{data[at]:02x}) is not UTF-8 text",
        "save the file in the encoding UTF-8; it may be GB18030 or Big5 now",
    )


def _line(data: bytes, at: int) -> int:
    head = data[:at].replace(b"\r\n", b"\n")
    return head.count(b"\n") + head.count(b"\r") + 1
