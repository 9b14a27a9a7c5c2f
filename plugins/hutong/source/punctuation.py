"""Half-width punctuation in Chinese text: suggested to the editor, never changed silently.

A mark counts where Chinese touches it on one side, and Chinese, a figure or the end of the line
on the other; brackets and straight quotes where they pair around Chinese. So 1,000, 12:30, 3:2,
(GDP), don't, Markdown's own marks, addresses, tags and ``-{zh-hans:…}-`` are left alone, and so
are English lines with some Chinese in them, and elements that hold code or say another language.
Code and comments must have been masked before (:func:`hutong.source.masking.mask`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from hutong.markup import find_markup
from hutong.source.characters import HAN, WIDE

FULL_WIDTH: Final[Mapping[str, str]] = {
    ",": "，",
    ";": "；",
    ":": "：",
    "!": "！",
    "?": "？",
    "(": "（",
    ")": "）",
    '"': "“ ” or 「 」",
}
"""What to write for each half-width mark."""

_AROUND: Final = 5
_MARKUP: Final = "…"
"""Stands for a piece of conversion markup, which is Chinese text too."""
_LATIN: Final = "A-Za-z\u00c0-\u024f"
_TARGET: Final = re.compile(
    r"(?<=\])\((?:[^()\n]|\n(?![ \t]*\n)|\([^()\n]*\)){0,2000}\)"  # over lines, not paragraphs
)
"""Where a link or picture leads, and its title."""
_DEFINITION: Final = re.compile(
    r"^ {0,3}\[[^\[\]^\n][^\[\]\n]*\]:[ \t]*(?:\n[ \t]*)?\S+[ \t]*"
    r"(?:(?:\n[ \t]*)?(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*)?$",
    re.MULTILINE,
)
"""Where the links of a name lead: ``[name]: address "title"``."""
_IN_ADDRESS: Final = "!#-'*-;=?-~"
_ADDRESS: Final = re.compile(
    r"<[a-z]+:[!-;=?-~]*>"
    rf"|(?:(?:https?|ftp)://|(?<![a-z0-9])www\.)(?:[{_IN_ADDRESS}]|(?<=[/=_#?&.\-%+~@])[{HAN}]+"
    rf"|\([{_IN_ADDRESS}{HAN}]*\))*(?<![,;:!?])"  # 香港(消歧義), but not the end of (見 https://…)
    r"|&#?[0-9a-z]+;",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b([^<>]*)>")
_CODE_TAGS: Final = frozenset({"code", "kbd", "pre", "samp", "script", "style", "tt", "var"})
_OTHER_LANGUAGE: Final = re.compile(
    r"(?<![\w-])lang\s*=\s*[\"']?(?!(?:zh|cmn|gan|hak|hsn|lzh|nan|wuu|yue)\b)[a-z]", re.IGNORECASE
)
_NOT_SHOWN: Final = re.compile(
    r"</?[A-Za-z][^<>]*>"
    r"|\{[:#.][^{}\n]*\}"
    r"|\[\^[^\[\]\n]*\]:?"  # a footnote's sign
    r"|[*_~]+|!?\[|\]"
)
_MARKS: Final = re.compile(
    rf"(?<=[{WIDE}])[,;:!?]++(?=[ ]?[{WIDE}0-9\"(]|[ ]{{0,2}}$)"
    rf"|(?<=[0-9%)\"])[,;:!?]++(?=[ ]?[{WIDE}])"
)
_BRACKETS: Final = re.compile(rf"(?:^|(?<=[{WIDE}]))\([^()\n]*[{HAN}][^()\n]*\)")
_QUOTES: Final = re.compile(
    rf"(?:^|(?<=[{WIDE},;:!?(]))\"[^\"\n]*[{HAN}][^\"\n]*\"|\"[^\"\n]*[{HAN}][^\"\n]*\"(?=[{WIDE}])"
)
_PAIR: Final = re.compile(r"\([^()\n]*\)|\"[^\"\n]*\"")
_WORD: Final = re.compile(rf"(?<![{_LATIN}0-9])[{_LATIN}]{{2,}}(?![{_LATIN}0-9])")
_HAN: Final = re.compile(f"[{HAN}]")
_WIDE: Final = re.compile(f"[{WIDE}]")
_BESIDE: Final = 40
"""Characters that are enough to tell what stands beside a pair."""
_PROSE: Final = 2
"""Latin words in a row that are prose, if one is not capitalised: no name, no abbreviation."""


def told_lines(numbered: list[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """For each line with such marks: its number, what is wrong with it, and how to mend it."""
    shown = _shown("\n".join(text for _, text in numbered)).split("\n")
    return [
        found
        for (number, _), text in zip(numbered, shown, strict=True)
        if (found := _told(number, text))
    ]


def _told(number: int, text: str) -> tuple[int, str, str] | None:
    places = sorted(set(_places(text)))
    if not places or _is_english(text):
        return None
    first = places[0]
    around = text[max(0, first - _AROUND) : first + _AROUND + 1].strip()
    many = f"{len(places)} half-width marks" if len(places) > 1 else "a half-width mark"
    marks = dict.fromkeys(text[place] for place in places)
    mend = " ".join(FULL_WIDTH[mark] for mark in marks)
    return number, f"{many} in Chinese text: …{around}…", f"write {mend} instead"


def _places(text: str) -> Iterator[int]:
    if text.isascii():
        return
    for found in _MARKS.finditer(text):
        yield from range(found.start(), found.end())
    for pattern in (_BRACKETS, _QUOTES):
        for found in pattern.finditer(text):
            if not _beside_prose(text, found.start(), found.end()):
                yield found.start()
                yield found.end() - 1


def _is_english(text: str) -> bool:
    """Whether a line has at least as many Latin words as Chinese characters, pairs aside."""
    rest = _PAIR.sub(" ", text)
    if not any(map(str.isalpha, rest)):
        rest = text
    words = _WORD.findall(rest)
    return any(map(str.islower, words)) and len(words) >= len(_HAN.findall(rest))


def _beside_prose(text: str, start: int, end: int) -> bool:
    """Whether Latin prose leads up to a pair, or goes on behind it."""
    before = _WIDE.split(text[max(0, start - _BESIDE) : start])[-1]
    after = _WIDE.split(text[end : end + _BESIDE], maxsplit=1)[0]
    found = (_WORD.findall(before), _WORD.findall(after))
    return any(len(words) >= _PROSE and any(map(str.islower, words)) for words in found)


def _shown(text: str) -> str:
    """The text as readers see it, line for line: no addresses, tags and marks of Markdown."""
    whole = _without(text, _foreign(text), "x")
    whole = _without(whole, find_markup(whole).closed, _MARKUP)
    # definitions first: without its target, ``[text](target):`` would look like one
    whole = _DEFINITION.sub(lambda match: "x" + _breaks(match), whole)
    return _NOT_SHOWN.sub(_breaks, _ADDRESS.sub("x", _TARGET.sub(_breaks, whole)))


def _without(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """``text`` with a sign and the line breaks for each span, in order and apart."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], sign + "\n" * text.count("\n", start, end)]
        at = end
    return "".join([*pieces, text[at:]])


def _foreign(text: str) -> list[tuple[int, int]]:
    """Outermost elements that hold code or another language; what is never closed is none."""
    opened: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    found: list[tuple[int, int]] = []
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if not tag[1]:
            foreign = name in _CODE_TAGS or _OTHER_LANGUAGE.search(tag[3]) is not None
            opened[name].append((tag.start(), foreign))
        elif opened[name]:
            start, foreign = opened[name].pop()
            if foreign:
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, tag.end()))
    return found


def _breaks(match: re.Match[str]) -> str:
    """Nothing but the line breaks of what goes on over several lines."""
    return "\n" * match[0].count("\n")
