"""What ``-{…}-`` means: MediaWiki's conversion markup, resolved for one target.

https://www.mediawiki.org/wiki/Writing_systems/Syntax is the model. A piece is either a text of
its own for every form (``-{zh-hans:软件;zh-hk:軟件}-``), text to leave alone (``-{于}-``), or
text under flags before a bar: R raw, A show and apply from here on, H apply but show nothing,
- take such a rule back, T set the title, D describe the rule, N name a form; codes as flags
(``-{zh-hk;zh-mo|…}-``) limit conversion to those forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from hutong.markup import find_markup
from hutong.variants.tags import CODES, Tag

_CODES: Final = "|".join(sorted(CODES, key=len, reverse=True))
_NEXT: Final = re.compile(
    rf";\s*(?=(?:{_CODES})\s*:|[^;]*?=>\s*(?:{_CODES})\s*:|\s*\Z)", re.IGNORECASE
)
_FLAGS: Final = frozenset("ARHTDSN-+")
_NAMES: Final = {
    "zh-hans": "简体",
    "zh-hant": "繁體",
    "zh-cn": "大陆",
    "zh-sg": "新加坡",
    "zh-my": "大马",
    "zh-tw": "臺灣",
    "zh-hk": "香港",
    "zh-mo": "澳門",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``-{…}-``, read: its flags, its text, and its forms if it has any."""

    flags: frozenset[str]
    text: str
    both: Mapping[str, str] = field(default_factory=dict)
    one_way: tuple[tuple[str, str, str], ...] = ()
    """Each ``from=>code:to`` as (code, from, to)."""

    def form(self, target: Tag) -> str:
        """What a reader of ``target`` sees; the text itself where there are no forms."""
        if not self.both and not self.one_way:
            return self.text
        for code in target.chain:
            if code in self.both:
                return self.both[code]
        for code, _, after in self.one_way:
            if code == target.code:
                return after
        return next(iter(self.both.values()), "")

    def table(self, target: Tag) -> dict[str, str]:
        """What the rule turns into what, in the rest of a page in ``target``."""
        mine = next((self.both[code] for code in target.chain if code in self.both), None)
        table = dict.fromkeys(self.both.values(), mine) if mine is not None else {}
        one_way = {before: after for code, before, after in self.one_way if code == target.code}
        return {k: v for k, v in {**table, **one_way}.items() if k and v is not None}


@dataclass(slots=True)
class RuleBook:
    """The rules in force on a page, and the title it was given, for one target.

    ``applies`` is False for an original: its markup is resolved, the rest stays as written.
    """

    target: Tag
    applies: bool = True
    table: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    _pattern: re.Pattern[str] | None = None

    def pattern(self) -> re.Pattern[str] | None:
        """What finds the words that rules speak of, the longest first; None without rules."""
        if self.applies and self._pattern is None and self.table:
            words = sorted(self.table, key=lambda word: (-len(word), word))
            self._pattern = re.compile("|".join(map(re.escape, words)))
        return self._pattern

    def change(self, rule: Rule) -> None:
        """Let ``rule`` speak from here on, or be silent again (flag ``-``)."""
        table = rule.table(self.target)
        if "-" in rule.flags:
            fresh = {word: form for word, form in self.table.items() if word not in table}
        elif all(self.table.get(word) == form for word, form in table.items()):
            return  # said before: the pattern, dear with many rules, stays
        else:
            fresh = {**self.table, **table}
        self.table, self._pattern = fresh, None


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text: to be converted, or (``fixed``) to be shown as it is."""

    text: str
    fixed: bool


def resolve(text: str, book: RuleBook) -> Iterator[Piece]:
    """Yield ``text`` in pieces, its markup resolved; one never closed is plain text.

    A rule reaches the book when its own piece is asked for, so that it speaks from there on.
    """
    at = 0
    for start, stop in find_markup(text).closed:
        if start > at:
            yield Piece(text[at:start], fixed=False)
        yield _resolve_one(text[start + 2 : stop - 2], book)
        at = stop
    if at < len(text):
        yield Piece(text[at:], fixed=False)


def _resolve_one(body: str, book: RuleBook) -> Piece:
    rule = read_rule(_flatten(body, book))
    if rule.flags & {"A", "H", "-"}:
        book.change(rule)
    if "T" in rule.flags:
        book.title = rule.form(book.target)
    return _shown(rule, book.target)


def _flatten(body: str, book: RuleBook) -> str:
    """Resolve the markup inside markup."""
    if "-{" not in body:
        return body
    return "".join(piece.text for piece in resolve(body, book))


def _shown(rule: Rule, target: Tag) -> Piece:
    flags = rule.flags
    codes = flags & CODES.keys()
    if codes:
        return Piece(rule.text, fixed=not codes & set(target.chain))
    if "N" in flags:
        named = rule.text.strip().lower()
        return Piece(_NAMES.get(named, rule.text.strip()), fixed=True)
    if "D" in flags:
        return Piece(_described(rule), fixed=True)
    if flags & {"H", "-"} or ("T" in flags and not flags & {"A", "S"}):
        return Piece("", fixed=True)
    return Piece(rule.form(target), fixed=True)


def _described(rule: Rule) -> str:
    both = [f"{_NAMES[code]}：{form}；" for code, form in rule.both.items()]
    one_way = [f"{before}⇒{_NAMES[code]}：{after}；" for code, before, after in rule.one_way]
    return "".join(both + one_way)


def read_rule(body: str) -> Rule:
    """Read what stands between the braces."""
    head, bar, rest = body.partition("|")
    marks = [mark.strip() for mark in head.split(";")] if bar else []
    flags = {mark for mark in marks if mark in _FLAGS}
    flags |= {mark.lower() for mark in marks if mark.lower() in CODES}
    text = rest if bar else body
    raw = "R" in flags or "N" in flags or flags & CODES.keys()
    both, one_way = ({}, ()) if raw else _forms(text)
    if not raw and not both and not one_way:
        return Rule(frozenset(flags | {"R"}), text)
    return Rule(frozenset(flags), text if raw else text.strip(), both, one_way)


def _forms(text: str) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...]]:
    """The forms in a rule; none at all if one part of it is not a form (then it is text)."""
    both: dict[str, str] = {}
    one_way: list[tuple[str, str, str]] = []
    for part in _NEXT.split(text):
        if not part.strip():
            continue
        left, colon, form = part.partition(":")
        before, arrow, code = left.rpartition("=>")
        code = code.strip().lower()
        if not colon or code not in CODES:
            return {}, ()
        if not arrow:
            both[code] = form.strip()
        elif before.strip() and form.strip():
            one_way.append((code, before.strip(), form.strip()))
    return both, tuple(one_way)
