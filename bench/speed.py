"""How fast Hutong converts beside OpenCC alone, and what it costs to start.

    python bench/speed.py --corpus FOLDER

FOLDER holds Traditional texts, a sentence a line; its Simplified side is OpenCC's own. Both
converters take turns on the same documents of 2 to 10 KB, warm, in this one process. Counted is
the processor's time, so that other programs disturb as little as they can.
"""

from __future__ import annotations

import argparse
import functools
import html
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it also runs as a file

import opencc

from bench.texts import NoTexts, documents
from hutong.model import Document, Html, Kind, Moment, Provenance, UrlPath
from hutong.variants import Converter, convert_text

ROOT: Final = Path(__file__).resolve().parents[1]
ALONE: Final = {"zh-Hant-HK": ("s2hk",), "zh-Hans-CN": ("hk2s", "tw2s", "t2s")}
"""To each target, OpenCC's configurations beside it; ratios are to the first."""
SOURCES: Final = {"zh-Hant-HK": "zh-Hans-CN", "zh-Hans-CN": "zh-Hant-HK"}

_START: Final = """
import json, sys, time
took, at = {}, time.process_time()
def lap(name):
    global at
    now = time.process_time(); took[name] = now - at; at = time.process_time()
from hutong.variants import convert_text
lap("import hutong.variants")
from hutong.variants import lexicon
lexicon.learned("Hans", "Hant"); lexicon.learned("Hant", "Hans")
lap("learned words and phrases read")
from hutong.variants.context import context_model
context_model()
lap("context model imported and read (for notes alone)")
convert_text("发展", target="zh-Hant-HK", source="zh-Hans-CN")
lap("first text to zh-Hant-HK: lists read, engine made")
convert_text("發展", target="zh-Hans-CN", source="zh-Hant-HK")
lap("first text to zh-Hans-CN, after that")
import opencc
at = time.process_time()
opencc.OpenCC("s2hk.json").convert("发展")
lap("OpenCC alone: make s2hk, first text")
print(json.dumps(took))
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """What one way of converting reached in every round, in MB of UTF-8 a second."""

    target: str
    name: str
    rounds: tuple[float, ...]
    ratio: float
    """The median over the rounds of this pace by that of OpenCC alone in the same round."""


@dataclass(frozen=True, slots=True)
class _Way:
    name: str
    megabytes: float
    run: Callable[[], object]


def paces(texts: Sequence[str], target: str, rounds: int) -> list[Pace]:
    """Let every way of converting take its turn, ``rounds`` times, after one that warms up."""
    ways = _ways(texts, target)
    reached: dict[str, list[float]] = {way.name: [] for way in ways}
    for number in range(rounds + 1):
        for way in ways[number % len(ways) :] + ways[: number % len(ways)]:
            start = time.process_time()
            way.run()
            took = time.process_time() - start
            if number:
                reached[way.name].append(way.megabytes / took)
    alone = reached[ways[0].name]
    return [
        Pace(target, name, tuple(mine), median(a / b for a, b in zip(mine, alone, strict=True)))
        for name, mine in reached.items()
    ]


def _ways(texts: Sequence[str], target: str) -> list[_Way]:
    source, converter = SOURCES[target], Converter()
    articles = [article(text, source) for text in texts]
    size = sum(len(text.encode()) for text in texts) / 1e6
    body = sum(len(one.body.encode()) for one in articles) / 1e6
    engines = {name: opencc.OpenCC(f"{name}.json").convert for name in ALONE[target]}
    return [
        *(
            _Way(f"OpenCC {name}", size, functools.partial(_each, convert, texts))
            for name, convert in engines.items()
        ),
        _Way(
            "Hutong convert_text",
            size,
            lambda: [convert_text(one, target=target, source=source) for one in texts],
        ),
        _Way(
            "Hutong convert_text, source detected",
            size,
            lambda: [convert_text(one, target=target) for one in texts],
        ),
        _Way(
            "Hutong HTML document",
            body,
            lambda: [converter.document(one, target, doubts=False) for one in articles],
        ),
        _Way(
            "Hutong HTML document with notes",
            body,
            lambda: [converter.document(one, target) for one in articles],
        ),
    ]


def _each(convert: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    return [convert(text) for text in texts]


def article(text: str, variant: str) -> Document:
    """A text as an article: paragraphs, a link and a heading now and then, as our bodies have."""
    title, *paragraphs = text.split("\n")
    return Document(
        id="news/a",
        kind=Kind.NEWS,
        path="content/news/a.md",
        variant=variant,
        origin=variant,
        provenance=Provenance.ORIGINAL,
        slug="a",
        url_path=UrlPath("news/2023/a/"),
        title=title[:30],
        summary=title,
        summary_given=True,
        body=Html("\n".join(_block(*numbered) for numbered in enumerate(paragraphs))),
        date=Moment(datetime(2023, 11, 17, tzinfo=UTC)),
    )


def _block(number: int, paragraph: str) -> str:
    start, rest = html.escape(paragraph[:6]), html.escape(paragraph[6:])
    heading = f'<h2 id="part-{number}">{start}</h2>\n' if number % 5 == 4 else ""
    marked = (
        f'<a href="https://www.example.org/{number}/">{start}</a>' if number % 3 == 1 else start
    )
    return f"{heading}<p>{marked}{rest}</p>"


def starts(times: int) -> dict[str, float]:
    """What a fresh process spends before and on its first texts: medians, in seconds."""
    taken: dict[str, list[float]] = {}
    for _ in range(times):
        done = subprocess.run(  # noqa: S603  # our own few lines
            [sys.executable, "-c", _START], capture_output=True, text=True, check=True, cwd=ROOT
        )
        for name, seconds in json.loads(done.stdout).items():
            taken.setdefault(name, []).append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def data_sizes() -> dict[str, int]:
    """Bytes of the converter's package data: all of it, and what was learned."""
    files = [file for file in (ROOT / "plugins/hutong/variants/data").rglob("*") if file.is_file()]
    return {file.name: file.stat().st_size for file in sorted(files) if file.suffix != ".md"}


def markdown(reached: Sequence[Pace], began: dict[str, float], sizes: dict[str, int]) -> str:
    """Both tables."""
    lines = ["| to | converter | MB/s, median | slowest to fastest round | ratio |"]
    lines.append("| --- | --- | ---: | ---: | ---: |")
    lines += [
        f"| {one.target} | {one.name} | {median(one.rounds):.2f} "
        f"| {min(one.rounds):.2f} to {max(one.rounds):.2f} | {one.ratio:.2f} |"
        for one in reached
    ]
    lines += ["", "| at the start | |", "| --- | ---: |"]
    lines += [f"| {name} | {seconds * 1000:.1f} ms |" for name, seconds in began.items()]
    lines.append(f"| package data, {len(sizes)} files | {sum(sizes.values()) / 1e6:.3f} MB |")
    return "\n".join(lines) + "\n"


def main(given: Sequence[str] | None = None) -> int:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="a folder of Traditional texts")
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--starts", type=int, default=5, help="fresh processes to time")
    parser.add_argument("--json", type=Path, help="a file for every number")
    asked = parser.parse_args(given)
    try:
        traditional = documents(asked.corpus, asked.documents)
    except NoTexts as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    simplify = opencc.OpenCC("tw2s.json").convert
    texts = {"zh-Hant-HK": [simplify(one) for one in traditional], "zh-Hans-CN": traditional}
    reached = [one for target in texts for one in paces(texts[target], target, asked.rounds)]
    began, sizes = starts(asked.starts), data_sizes()
    sys.stdout.write(markdown(reached, began, sizes))
    if asked.json:
        every = {"paces": [asdict(one) for one in reached], "starts": began, "bytes": sizes}
        asked.json.write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
