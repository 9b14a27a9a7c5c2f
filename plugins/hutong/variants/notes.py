"""What an editor should look at in a conversion: doubts, likely names, slips of the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final, NamedTuple

from hutong.decisions import Decision
from hutong.model import Note, Problem
from hutong.variants.checks import changed_figures, find_stray_places, find_suspect_places
from hutong.variants.session import Session, sentence_at
from hutong.variants.spans import BREAK
from hutong.variants.tags import Tag
from hutong.variants.units import Unit

MIXED: Final = "mixed-script"
"""The rule of notes on what a source's own script would not write."""
NAME: Final = "name"
"""The rule of notes on what may be a name, and was read as a word."""
UNCONVERTED: Final = "unconverted"
"""The rule of notes on characters that the conversion left in the other script."""

_STRAY: Final = 0.05
"""How likely a character that is in no table of its script is meant so."""
_SUSPECT: Final = 0.2


class Place(NamedTuple):
    """A stretch of a unit's source, what is shown for it, and how sure that is."""

    start: int
    stop: int
    after: str
    choices: tuple[str, ...]
    rule: str
    confidence: float

    def moved(self, by: int) -> Place:
        """The same place in a text that begins ``by`` characters earlier."""
        return self._replace(start=self.start + by, stop=self.stop + by)


def source_notes(
    units: Sequence[Unit], path: str, source: Tag, respell: Callable[[str], str]
) -> Iterator[Note]:
    """What in the source its own script would not write; ``respell`` proposes what would."""
    text = BREAK.join([unit.given for unit in units])
    places: list[Place] = [
        Place(at, at + len(word), right, (right, word), MIXED, _SUSPECT)
        for at, word, right in find_suspect_places(text, source.script)
    ]
    for start, stop in _runs(at for at, _ in find_stray_places(text, source.script)):
        word = text[start:stop]
        right = respell(word)
        places.append(Place(start, stop, right, (right, word), MIXED, _STRAY))
    parted = _parted(places, [len(unit.given) for unit in units])
    for number, mine in sorted(parted.items()):
        yield from _notes(units[number], mine, path, "")


def conversion_notes(
    units: Sequence[Unit], path: str, source: Tag, target: Tag, session: Session
) -> Iterator[Note]:
    """Every place of the conversion that is not sure, in the order of the text."""
    blocks = [(number, *block) for number, unit in enumerate(units) for block in unit.blocks()]
    given = BREAK.join(units[one].given[at : at + size] for one, at, _, size in blocks)
    got = BREAK.join(units[one].got[at : at + size] for one, _, at, size in blocks)
    places = [*_doubtful(given, got, source, target), *_left(given, got, target)]
    found: dict[int, list[Place]] = {}
    for number, some in _parted(places, [size for *_, size in blocks]).items():
        owner, at, *_ = blocks[number]
        found.setdefault(owner, []).extend(place.moved(at) for place in some)
    for number, unit in enumerate(units):
        mine = [*found.get(number, ()), *_named(unit, session)]
        if mine:
            yield from _notes(unit, mine, path, target.tag)


def with_decisions(notes: Iterable[Note], kept: Iterable[Decision]) -> tuple[Note, ...]:
    """The notes, each once, those that an editor has decided marked so."""
    keys = {(one.variant, one.sentence, one.at, one.before) for one in kept}
    return tuple(
        replace(note, decided=True)
        if (note.variant, note.sentence, note.at, note.before) in keys
        else note
        for note in dict.fromkeys(notes)
    )


def figure_problems(given: str, got: str, path: str) -> list[Problem]:
    """What a conversion must never do: turn one figure into another."""
    changed = changed_figures(given, got)
    if changed is None:
        return []
    before, after = changed
    what = f"the conversion turns the figure {before or 'nothing'} into {after or 'nothing'}"
    mend = "look for the glossary term that does so, or protect the place with -{ }-"
    return [Problem(path, 0, what, mend)]


def _parted(places: Iterable[Place], sizes: Sequence[int]) -> dict[int, list[Place]]:
    """Places of joined texts by the text that each is in, with offsets in that."""
    starts = [0, *accumulate(size + len(BREAK) for size in sizes)]
    parted: dict[int, list[Place]] = {}
    for place in places:
        number = bisect_right(starts, place.start) - 1
        parted.setdefault(number, []).append(place.moved(-starts[number]))
    return parted


def _doubtful(given: str, got: str, source: Tag, target: Tag) -> Iterator[Place]:
    from hutong.variants.doubts import find_doubts  # with the model: only reviews need it

    for one in find_doubts(given, got, source=source, target=target):
        stop = one.at + len(one.before)
        yield Place(one.at, stop, one.after, one.choices, one.rule, one.confidence)


def _left(given: str, got: str, target: Tag) -> Iterator[Place]:
    """Characters of the other script in the result."""
    for at, sign in find_stray_places(got, target.script):
        choices = tuple(dict.fromkeys((sign, given[at])))
        yield Place(at, at + 1, sign, choices, UNCONVERTED, _STRAY)


def _named(unit: Unit, session: Session) -> Iterator[Place]:
    """Likely names: sure of the name means unsure of the word."""
    names = session.names.get(unit.number, ())
    blocks = list(unit.blocks()) if names else []
    for name in names:
        at = bisect_right(blocks, (name.at, len(unit.got), 0)) - 1
        given, got, size = blocks[at] if at >= 0 else (0, 0, 0)
        if name.stop > given + size:
            continue  # where the text has changed its length nothing is sure
        shown = unit.got[got + name.at - given : got + name.stop - given]
        if shown != name.form:
            choices = (shown, name.form)
            yield Place(name.at, name.stop, shown, choices, NAME, 1 - name.confidence)


def _runs(offsets: Iterable[int]) -> list[tuple[int, int]]:
    """Offsets that follow one another, as stretches."""
    runs: list[tuple[int, int]] = []
    for at in offsets:
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _distinct(places: Iterable[Place]) -> list[Place]:
    """Each place once, told by whoever doubts it most."""
    least: dict[int, Place] = {}
    for place in places:
        known = least.get(place.start)
        if known is None or place.confidence < known.confidence:
            least[place.start] = place
    return [least[at] for at in sorted(least)]


def _notes(unit: Unit, places: Sequence[Place], path: str, variant: str) -> Iterator[Note]:
    sentences = list(unit.sentences())
    for start, stop, after, choices, rule, confidence in _distinct(places):
        found = sentence_at(sentences, start)
        if found is not None:
            yield Note(
                path=path, line=0, variant=variant, sentence=found[0].text, at=found[1],
                before=unit.given[start:stop], after=after, choices=choices, rule=rule,
                confidence=round(confidence, 3),
            )  # fmt: skip
