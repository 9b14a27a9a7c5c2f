"""Count both spellings of every house rule in open text: evidence for the lists' last column.

    python tools/house_counts.py CORPUS [LIST ...]

``CORPUS`` is a folder of UTF-8 text files, ``NAME.txt`` or ``NAME.txt.xz``; ``LIST`` are tables
with the spelling to leave in the first column and the one to take in the second (by default the
house lists of the package). Every line printed is ``from<TAB>to<TAB>tw_president 1204:3``, for
each text file that holds either of the two: first how often it has the spelling to take, then the
other. With ``--sum`` files are added up by the part of their name before the first ``_``; with
``--check`` only lines are printed whose ``source`` claims other counts than were found, and there
the exit status is 1. Counts are of signs in a row, whatever words they belong to.
"""

from __future__ import annotations

import argparse
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LISTS: Final = Path(__file__).parents[1] / "plugins" / "hutong" / "variants" / "data"
_CLAIM: Final = re.compile(r"\b(\w+) (\d+):(\d+)")
_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a list, and what its source says."""

    before: str
    after: str
    source: str = ""


Counts = Mapping[Rule, Mapping[str, tuple[int, int]]]
"""For every rule and text: how often the spelling to take, and the one to leave."""


def read_rules(path: Path) -> Iterator[Rule]:
    """The rules of one table, below its header."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) < _COLUMNS:
            raise ValueError(f"{path}: a line has no second column: {line!r}")
        yield Rule(cells[0], cells[1], cells[3] if len(cells) > _COLUMNS + 1 else "")


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The name and text of every file of the corpus, one at a time."""
    for path in sorted(folder.iterdir()):
        if path.name.endswith(".txt.xz"):
            with lzma.open(path, "rt", encoding="utf-8") as file:
                yield path.name.removesuffix(".txt.xz"), file.read()
        elif path.name.endswith(".txt"):
            yield path.stem, path.read_text(encoding="utf-8")


def count(rules: Iterable[Rule], corpus: Iterable[tuple[str, str]], *, summed: bool) -> Counts:
    """Both spellings of each rule, text by text or kind of text by kind."""
    listed = list(rules)
    counts: dict[Rule, dict[str, tuple[int, int]]] = {rule: {} for rule in listed}
    for name, text in corpus:
        signs = Counter(text)
        key = name.partition("_")[0] if summed else name
        for rule in listed:
            taken, left = (_times(form, text, signs) for form in (rule.after, rule.before))
            had = counts[rule].get(key, (0, 0))
            if taken or left or key in counts[rule]:
                counts[rule][key] = (had[0] + taken, had[1] + left)
    return counts


def _times(form: str, text: str, signs: Mapping[str, int]) -> int:
    """How often ``form`` stands in ``text``; a form with a sign that is not there, never."""
    if len(form) == 1 or any(sign not in signs for sign in form):
        return signs.get(form, 0)
    return text.count(form)


def shown(found: Mapping[str, tuple[int, int]]) -> str:
    """Counts as the lists have them: ``tw 1204:3, hk 4:0``."""
    return ", ".join(f"{name} {taken}:{left}" for name, (taken, left) in found.items())


def wrong_claims(counts: Counts) -> Iterator[tuple[Rule, str]]:
    """Rules whose source has counts that are not the ones found, and what was found."""
    for rule, found in counts.items():
        claims = {
            name: (int(taken), int(left)) for name, taken, left in _CLAIM.findall(rule.source)
        }
        if any(found.get(name, (0, 0)) != claim for name, claim in claims.items()):
            yield rule, shown(found)


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; the exit status is 1 if ``--check`` found a wrong count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("lists", type=Path, nargs="*")
    parser.add_argument("--sum", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(arguments)
    lists = asked.lists or sorted(_LISTS.glob("house.*.tsv"))
    rules = dict.fromkeys(rule for path in lists for rule in read_rules(path))
    counts = count(rules, texts(asked.corpus), summed=asked.sum or asked.check)
    lines = wrong_claims(counts) if asked.check else ((r, shown(f)) for r, f in counts.items())
    status = 0
    for rule, found in lines:
        status = 1 if asked.check else 0
        sys.stdout.write(f"{rule.before}\t{rule.after}\t{found}\n")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
