"""Gives generators that cannot convert both scripts of every article, with OpenCC.

    python convert.py SOURCE TARGET [--below NAME]

An article goes to TARGET/zh-hant/NAME and TARGET/zh-hans/NAME: as it is into the folder of its own
script, converted as a whole, front matter too, into the other. Articles whose two copies are newer
than they are stay as they are. Runs with the peers' Python and needs nothing but OpenCC.
"""

from __future__ import annotations

import argparse
import functools
import multiprocessing
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

OTHER: Final = {"zh-hant": "zh-hans", "zh-hans": "zh-hant"}
CONFIGURATION: Final = {"zh-hant": "hk2s", "zh-hans": "s2hk"}
"""Script of the article → how OpenCC takes it to the other."""
WORTH_SHARING: Final = 200
"""With fewer articles a second process costs more than it saves."""
_SCRIPT: Final = re.compile(r"^lang: (zh-han[st])$", re.IGNORECASE | re.MULTILINE)

Article = tuple[Path, Path]
"""Where it is, and its place below each script's folder."""


@functools.cache
def _converter(configuration: str) -> Callable[[str], str]:
    """One converter for each direction and process: they are slow to make."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(configuration).convert
    return convert


def outdated(source: Path, target: Path, below: str) -> Iterator[Article]:
    """Articles that lack a copy, or have one that is older than they are."""
    for folder, _, names in os.walk(source):
        for name in names:
            if name.endswith(".md"):
                path = Path(folder, name)
                place = Path(below) / path.relative_to(source)
                if not _fresh(path, [target / script / place for script in OTHER]):
                    yield path, place


def _fresh(path: Path, copies: Sequence[Path]) -> bool:
    changed = path.stat().st_mtime_ns
    return all(copy.exists() and copy.stat().st_mtime_ns >= changed for copy in copies)


def write_both(target: Path, article: Article) -> None:
    """The article in its own script and in the other."""
    path, place = article
    text = path.read_text(encoding="utf-8")
    found = _SCRIPT.search(text)
    if not found:
        sys.exit(f"{path}:1: no line 'lang: zh-hant' or 'lang: zh-hans'; add one")
    own = found[1].lower()
    other = OTHER[own]
    head, tail = text[: found.start(1)], text[found.end(1) :]
    converted = _converter(CONFIGURATION[own])(f"{head}{other}{tail}")
    for script, written in ((own, text), (other, converted)):
        copy = target / script / place
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(written, encoding="utf-8")


def convert(source: Path, target: Path, below: str) -> int:
    """Convert what is outdated, on both cores when that pays; how many articles it was."""
    todo = sorted(outdated(source, target, below))
    write = functools.partial(write_both, target)
    if len(todo) < WORTH_SHARING:
        for article in todo:
            write(article)
    else:
        with multiprocessing.Pool(2) as pool:
            for _ in pool.imap_unordered(write, todo, chunksize=100):
                pass
    return len(todo)


def main() -> None:
    """Read the arguments and say how much there was to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--below", default="", help="folder between the script and the year")
    given = parser.parse_args()
    print(f"{convert(given.source, given.target, given.below)} articles converted")


if __name__ == "__main__":
    main()
