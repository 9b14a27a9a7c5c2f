"""Documents of the size of articles, cut from a folder of plain texts; the same ones every time."""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SMALLEST: Final = 2_000
LARGEST: Final = 10_000
_SENTENCES: Final = 4
"""How many lines, a sentence each, make a paragraph."""


class NoTexts(Exception):
    """A folder holds no texts to cut documents from."""


def documents(folder: Path, count: int, seed: int = 20231117) -> list[str]:
    """``count`` documents of 2 to 10 KB of UTF-8, each from consecutive lines of one file.

    Files are ``*.txt`` and ``*.txt.xz`` anywhere below ``folder``; longer ones give more.

    :raises NoTexts: if together they are shorter than one document.
    """
    texts = [lines for lines in map(_lines, sorted(folder.rglob("*.txt*"))) if lines]
    sizes = [sum(map(len, lines)) for lines in texts]
    if not texts or max(sizes) < LARGEST:
        raise NoTexts(f"{folder}: no *.txt or *.txt.xz of at least {LARGEST:,} characters below it")
    chosen = random.Random(seed)  # noqa: S311  # which texts are measured is no secret
    made: list[str] = []
    while len(made) < count:
        (lines,) = chosen.choices(texts, sizes)
        wanted = chosen.randint(SMALLEST, LARGEST)
        text = "\n".join(_paragraphs(lines, chosen.randrange(len(lines)), wanted))
        if SMALLEST <= len(text.encode()) <= LARGEST:
            made.append(text)
    return made


def _paragraphs(lines: list[str], start: int, wanted: int) -> Iterator[str]:
    """Paragraphs from line ``start`` on, until the next one would be more than is wanted."""
    size = 0
    for at in range(start, len(lines), _SENTENCES):
        paragraph = "".join(lines[at : at + _SENTENCES])
        size += len(paragraph.encode()) + 1
        if size > wanted:
            return
        yield paragraph


def _lines(file: Path) -> list[str]:
    data = file.read_bytes()
    text = (lzma.decompress(data) if file.suffix == ".xz" else data).decode("utf-8")
    return text.splitlines()
