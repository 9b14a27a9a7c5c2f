"""How many of the converter's errors an editor meets who reads its least sure places first.

    python bench/flags.py --eval FOLDER [--sets hk_news,gsd_dev]

FOLDER holds sets of checked conversions with their ``norm.py`` (bench/README.md has the format).
Every line goes through the converter as a document of its own, as articles do in a build; what it
notes is sorted by confidence and cut at so many places in 1,000 characters. An error is a place
that differs from the checked text by more than house spelling (N2).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it also runs as a file

from bench.peers.catalogue import forms
from bench.sets import Part, UnreadableSet, read_sets
from hutong.model import Document, Html, Kind, Moment, Note, Provenance, UrlPath
from hutong.variants import Converter, read_tag

RATES: Final = (2, 5, 10, 20)
"""Places in 1,000 characters that an editor may be willing to look at."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One place that the converter notes; ``errors`` are those of the place."""

    confidence: float
    errors: int
    told: str


@dataclass(frozen=True, slots=True)
class Review:
    """The flags and errors of some lines of one length on both sides."""

    characters: int
    errors: int
    flags: tuple[Flag, ...]
    missed: tuple[str, ...] = ()
    """Errors that no flag is about."""

    def caught(self, rate: float) -> tuple[int, float]:
        """The errors among so many flags in 1,000 characters, and the confidence reached."""
        wanted = sorted(self.flags, key=lambda one: one.confidence)
        wanted = wanted[: int(rate * self.characters / 1000)]
        return sum(one.errors for one in wanted), wanted[-1].confidence if wanted else 0.0


def review(part: Part, level: Any) -> Review:
    """Flags and errors of one part; ``level`` makes equal what is no error.

    Lines whose length a conversion changes are left out, and so are their characters.
    """
    source, target = forms(part.key.direction, part.key.region)
    converter = Converter()
    characters = errors = 0
    flags: list[Flag] = []
    missed: list[str] = []
    for row in part.rows:
        converted = converter.document(_document(row["source"], source), target)
        got = _text(converted.document)
        if not len(got) == len(row["gold"]) == len(row["source"]):
            continue
        wrong = set(_errors(got, row["gold"], row.get("accepted") or "{}", level))
        characters += len(got)
        errors += len(wrong)
        for start, stop, note in _places(row["source"], converted.notes, target):
            found = wrong & set(range(start, stop))
            wrong -= found
            flags.append(Flag(note.confidence, len(found), _told(row["source"], start, note)))
        missed += [_around(row["source"], at) + f" → {got[at]}" for at in sorted(wrong)]
    return Review(characters, errors, tuple(flags), tuple(missed))


def _document(line: str, variant: str) -> Document:
    return Document(
        id="news/line", kind=Kind.NEWS, path="content/line.md", variant=variant,
        origin=variant, provenance=Provenance.ORIGINAL, slug="line",
        url_path=UrlPath("/line/"), title="", summary="", summary_given=True,
        body=Html(f"<p>{escape(line, quote=False)}</p>"),
        date=Moment(datetime(2024, 1, 1, tzinfo=UTC)),
    )  # fmt: skip


def _text(document: Document) -> str:
    body = document.body.removeprefix("<p>").removesuffix("</p>")
    return body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _errors(got: str, gold: str, accepted: str, level: Any) -> Iterator[int]:
    """Where the result differs from the checked text by more than what may differ."""
    also = json.loads(accepted)
    for at, (mine, right) in enumerate(zip(level(got), level(gold), strict=True)):
        other = also.get(str(at), "")
        if mine != right and other != "*" and got[at] not in other:
            yield at


def _places(line: str, notes: Sequence[Note], target: str) -> Iterator[tuple[int, int, Note]]:
    """Where in a line each note on its conversion stands, the least sure first."""
    for note in sorted(notes, key=lambda one: one.confidence):
        start = line.find(note.sentence)
        if note.variant == read_tag(target).tag and start >= 0:
            yield start + note.at, start + note.at + len(note.before), note


def _around(line: str, at: int) -> str:
    return f"{line[max(0, at - 6) : at]}[{line[at]}]{line[at + 1 : at + 7]}"


def _told(line: str, at: int, note: Note) -> str:
    return f"{note.confidence:.3f} {note.rule} {_around(line, at)} {'/'.join(note.choices)}"


def together(reviews: Sequence[Review]) -> Review:
    """Several reviews as one."""
    return Review(
        sum(one.characters for one in reviews),
        sum(one.errors for one in reviews),
        tuple(flag for one in reviews for flag in one.flags),
        tuple(line for one in reviews for line in one.missed),
    )


def line_of(name: str, one: Review) -> str:
    """A row of the table: errors caught at every rate, and the share of all."""
    cells = []
    for rate in RATES:
        count, confidence = one.caught(rate)
        share = f"{count / one.errors:.0%}" if one.errors else "–"
        cells.append(f"{count} ({share}, < {confidence:.3f})")
    told = 1000 * len(one.flags) / one.characters if one.characters else 0
    return f"| {name} | {one.characters:,} | {one.errors} | {' | '.join(cells)} | {told:.1f} |"


def main() -> int:
    """Print the table, and the single places if asked."""
    arguments = _arguments()
    try:
        parts = read_sets(arguments.eval, filter(None, arguments.sets.split(",")))
    except UnreadableSet as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    norm = _norm(arguments.eval)
    rates = " | ".join(f"{rate}/1,000" for rate in RATES)
    _say(f"| set | characters | errors N2 | {rates} | all flags/1,000 |")
    _say("|" + " --- |" * (len(RATES) + 4))
    for direction in sorted({part.key.direction for part in parts}):
        mine = [part for part in parts if part.key.direction == direction]
        level = norm.make(direction[-1], "N2")
        reviews = {part.key: review(part, level) for part in mine}
        for key, one in reviews.items():
            _say(line_of(" ".join(key), one))
        whole = together([*reviews.values()])
        _say(line_of(f"{direction} together", whole))
        if arguments.show:
            _show(whole, arguments.show)
    return 0


def _show(one: Review, count: int) -> None:
    for number, flag in enumerate(sorted(one.flags, key=lambda flag: flag.confidence)):
        if flag.errors or number < count:
            rate = 1000 * number / one.characters
            _say(f"{'ERROR' if flag.errors else '     '} {rate:5.1f} {flag.told}")
    for line in one.missed:
        _say(f"MISSED {line}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _norm(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("eval_norm", folder / "norm.py")
    if spec is None or spec.loader is None:
        raise UnreadableSet(f"{folder}: no norm.py here")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--eval", type=Path, required=True, help="folder of checked conversions")
    parser.add_argument("--sets", default="", help="names of sets, with commas between")
    parser.add_argument("--show", type=int, default=0, help="also print so many flags, and errors")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
