"""One ``-{…}-``, read: which forms it gives, what it shows, and what it says about the page.

The grammar is that of MediaWiki's ``ConverterRule``; ``docs/markup.md`` tells it to editors.
Flags stand before the first bar and are exact (``A``, not ``a``). Forms are parted by a
semicolon only where another form begins, so that forms may hold semicolons and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import Final

from hutong.variants.tags import CODES, Tag

NAMES: Final = {
    "zh": "原文",
    "zh-hans": "简体",
    "zh-hant": "繁體",
    "zh-cn": "大陆",
    "zh-hk": "香港",
    "zh-mo": "澳門",
    "zh-my": "大马",
    "zh-sg": "新加坡",
    "zh-tw": "臺灣",
}
"""What flags N and D call each code; ``zh`` is the text of no particular form."""
BLANK: Final = " \t\n\r\v\f"
"""What may stand around flags and forms; a full-width or no-break space is part of a form."""

_CODE_OF: Final = {
    **{code: code for code in NAMES},
    **{tag.lower(): code for code, tag in CODES.items()},
}
_ANY_CODE: Final = "|".join(sorted(_CODE_OF, key=len, reverse=True))
_ARROW: Final = re.compile(r"=(?:>|&gt;)")
_SEPARATOR: Final = re.compile(r"&[#a-zA-Z0-9]+;|;")
_FORM: Final = re.compile(rf"\s*+(?:{_ANY_CODE})\s*+:", re.IGNORECASE | re.ASCII)
_ONE_WAY: Final = re.compile(rf"{_ARROW.pattern}\s*+(?:{_ANY_CODE})\s*+:", re.IGNORECASE | re.ASCII)


class Shows(Enum):
    """What stands in the text in place of a rule."""

    FORM = "the form of the target"
    TEXT = "its text as it is"
    NAME = "the name of a form"
    DESCRIPTION = "all its forms with their names"
    NOTHING = "nothing"


class Change(Enum):
    """What a rule does to the rules of the page."""

    NONE = "nothing"
    ADD = "it holds from here on"
    REMOVE = "it holds no longer"


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``-{…}-``, read.

    ``both`` are the forms by code, ``one_way`` each ``from=>code:to`` as (code, from, to).
    ``limits`` are codes given as flags: only for these is the text converted.
    """

    text: str
    shows: Shows = Shows.FORM
    change: Change = Change.NONE
    title: bool = False
    limits: frozenset[str] = frozenset()
    both: Mapping[str, str] = field(default_factory=dict)
    one_way: tuple[tuple[str, str, str], ...] = ()

    @property
    def has_forms(self) -> bool:
        """Whether there is more than text."""
        return bool(self.both or self.one_way)

    def form(self, target: Tag) -> str | None:
        """What a reader of ``target`` sees; None if the rule has no form for one."""
        if not self.has_forms:
            return self.text
        for code in target.chain:
            if code in self.both:
                return self.both[code]
        return next((to for code, _, to in self.one_way if code == target.code), None)

    def any_form(self) -> str:
        """What to convert for a reader who has no form: that of ``zh``, else the first word."""
        if "zh" in self.both:
            return self.both["zh"]
        return next(iter(self.both.values()), "") or next((word for _, word, _ in self.one_way), "")

    def table(self, target: Tag) -> dict[str, str]:
        """What the rule turns into what, in the text of a page in ``target``."""
        mine = next((self.both[code] for code in target.chain if code in self.both), None)
        table = {} if mine is None else dict.fromkeys(self.both.values(), mine)
        return table | {word: to for code, word, to in self.one_way if code == target.code}

    def description(self) -> str:
        """All forms with their names, as flag D shows them."""
        grouped = [one for code in dict.fromkeys(c for c, _, _ in self.one_way)
                   for one in self.one_way if one[0] == code]  # fmt: skip
        both = [f"{NAMES[code]}：{form}；" for code, form in self.both.items()]
        return "".join(both + [f"{word}⇒{NAMES[code]}：{to}；" for code, word, to in grouped])

    def name(self) -> str:
        """The name of the form that the text is the code of, as flag N shows it."""
        return NAMES.get(_CODE_OF.get(self.text.strip(BLANK).lower(), ""), "")


@dataclass(frozen=True, slots=True)
class _Orders:
    """What the flags of a rule come to."""

    shows: Shows = Shows.FORM
    change: Change = Change.NONE
    title: bool = False
    limits: frozenset[str] = frozenset()


def read_rule(body: str) -> Rule:
    """Read what stands between the braces; nested markup must be resolved before."""
    head, bar, rest = body.partition("|")
    text = rest if bar else body
    orders = _read_flags(head) if bar else _Orders()
    if orders.shows in {Shows.TEXT, Shows.NAME}:
        return Rule(text, orders.shows, limits=orders.limits)
    both, one_way = _forms(text)
    if both or one_way:
        return Rule(text, orders.shows, orders.change, orders.title, both=both, one_way=one_way)
    return _without_forms(text, orders)


def _without_forms(text: str, orders: _Orders) -> Rule:
    """Text alone: a word that is to stay as it is, a title, or just text."""
    if orders.change is not Change.NONE:
        both = dict.fromkeys(NAMES, text) if text else {}
        return Rule(text, orders.shows, orders.change, orders.title, both=both)
    if orders.title:
        return Rule(text, orders.shows, title=True)
    return Rule(text, Shows.TEXT)


def _read_flags(head: str) -> _Orders:
    """Read the flags before the bar; of some that exclude each other the strongest counts."""
    marks = (mark.strip(BLANK) for mark in head.split(";"))
    flags = [mark for mark in dict.fromkeys(marks) if mark in _FLAGS]
    if "R" in flags:
        return _Orders(Shows.TEXT)
    if "N" in flags:
        return _Orders(Shows.NAME)
    if "-" in flags:
        return _Orders(Shows.NOTHING, Change.REMOVE)
    if "H" in flags:
        shows = Shows.DESCRIPTION if "D" in flags else Shows.NOTHING
        return _Orders(shows, Change.ADD, "T" in flags)
    limits = frozenset(flags) & NAMES.keys()
    if limits:
        return _Orders(Shows.TEXT, limits=limits)
    return _read_visible(flags)


_FLAGS: Final = frozenset("ADHNRT-") | NAMES.keys()


def _read_visible(flags: list[str]) -> _Orders:
    """Read A, D and T: of D and T without A the later one says what is shown."""
    if "A" in flags:
        shows = Shows.NOTHING if "D" in flags else Shows.FORM
        return _Orders(shows, Change.ADD, "T" in flags)
    shown = {"D": Shows.DESCRIPTION, "T": Shows.NOTHING}
    return _Orders(shown[flags[-1]] if flags else Shows.FORM, title="T" in flags)


def _forms(text: str) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...]]:
    """The forms in a rule; none at all if one of them has no known code (then it is text)."""
    both: dict[str, str] = {}
    one_way: dict[tuple[str, str], str] = {}
    for part in _parts(text):
        left, colon, to = part.partition(":")
        if not colon:
            continue
        word, *name = _ARROW.split(left, maxsplit=1)
        code = _CODE_OF.get((name[0] if name else word).strip(BLANK).lower())
        if code is None:
            return {}, ()
        to, word = to.strip(BLANK), word.strip(BLANK)
        if not name and to:
            both[code] = to
        elif name and word:
            one_way[code, word] = to
    return both, tuple((code, word, to) for (code, word), to in one_way.items())


def _parts(text: str) -> Iterator[str]:
    """Part at each semicolon that a form or the end follows; those of entities part nothing."""
    cuts = [match.start() for match in _SEPARATOR.finditer(text) if match[0] == ";"]
    start = 0
    for cut, following in pairwise([*cuts, len(text)]):
        if (
            _FORM.match(text, cut + 1)
            or _ONE_WAY.search(text, cut + 1, following)
            or (following == len(text) and not text[cut + 1 :].strip(BLANK))
        ):
            yield text[start:cut]
            start = cut + 1
    yield text[start:]
