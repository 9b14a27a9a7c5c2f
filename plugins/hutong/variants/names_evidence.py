"""What around a surname tells that it is one: the lists, and what each finding weighs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from hutong.variants import lexicon

Finding = tuple[str, float]
"""A line of ``names.weights.tsv``, and how many times it counts."""

_JOINS: Final = frozenset("姓叫和与跟及由被向对让请邀为同是给找")
_AFTER_SIGN: Final = {
    "、": "after list", "（": "after bracket", "(": "after bracket", "·": "after dot",
    "的": "after of", "和": "after join", "与": "after join", "及": "after join",
    "跟": "after join", "暨": "after join",
}  # fmt: skip
_LIST_ENDS: Final = frozenset(("、", "，", "。", "；", "（", "等", "和", "及", "与", ""))
_OFFICES: Final = frozenset("府会室处台团署厅")
_PAIR: Final = 2
_REACH: Final = 5
_CERTAIN: Final = 4.0
_DOTS: Final = frozenset("·‧")


@dataclass(frozen=True, slots=True)
class Lists:
    """The signs and words that speak for a name, or against it, and the weights."""

    before: frozenset[str]
    call: frozenset[str]
    verbs: frozenset[str]
    short: frozenset[str]
    titles: frozenset[str]
    families: frozenset[str]
    sounds: frozenset[str]
    rare_sounds: frozenset[str]
    words_after: frozenset[str]
    first: dict[str, int]
    second: dict[str, int]
    only: dict[str, int]
    known: frozenset[str]
    words: dict[str, str]
    weights: dict[str, float]


@cache
def lists() -> Lists:
    """The tables, read once."""
    table = {row[0]: row[1] for row in lexicon.rows("names.context.tsv")}
    titles = (
        word for place in table if place.startswith("title ") for word in table[place].split()
    )
    return Lists(
        before=frozenset(titles),
        call=frozenset(table["call"].split()),
        verbs=frozenset(table["verb"].split()),
        short=frozenset(table["verb, one sign"]),
        titles=frozenset(table["address"].split()),
        families=frozenset(table["family"]),
        sounds=frozenset(table["sound"] + table["sound, also in words"]),
        rare_sounds=frozenset(table["sound"]),
        words_after=frozenset(table["word after 里"].split()),
        first=_given("first"),
        second=_given("second"),
        only=_given("only"),
        known=frozenset(table["known"].split()),
        words={row[0]: row[1] for row in lexicon.rows("names.words.tsv")},
        weights={row[0]: float(row[1]) for row in lexicon.rows("names.weights.tsv")},
    )


def _given(place: str) -> dict[str, int]:
    return {
        sign: int(row[0].split()[1])
        for row in lexicon.rows("names.given.tsv")
        if row[0].startswith(place)
        for sign in row[1]
    }


def is_han(sign: str) -> bool:
    """Whether a sign is a Chinese character in common use."""
    return "\u4e00" <= sign <= "\u9fff"


def before(text: str, at: int, tables: Lists) -> str:
    """What stands before a surname at ``at``."""
    sign = text[at - 1] if at else "。"
    if not is_han(sign):
        return _sign_before(text, at, tables)
    for length in (2, 3, 4):
        word = text[max(at - length, 0) : at]
        if word in tables.before:
            return "before title"
        if word in tables.call:
            return "before call"
    if sign in _JOINS:
        return "before call" if sign in "姓叫" else "before join"
    named = not tables.families.isdisjoint(text[max(at - 2, 0) : at])
    return "before family" if named else "before other"


def _sign_before(text: str, at: int, tables: Lists) -> str:
    sign = text[at - 1] if at else "。"
    if sign == "、":
        named = not tables.families.isdisjoint(text[max(at - 4, 0) : max(at - 2, 0)])
        return "before name" if named else "before list"
    if sign == "·":
        return "before dot"
    return "before digit" if sign.isdigit() else "before edge"


def after(text: str, stop: int, tables: Lists) -> str:
    """What stands after a whole name that ends at ``stop``."""
    sign = text[stop : stop + 1]
    if not is_han(sign or "。"):
        if sign == "、" and _listed(text, stop + 1, tables):
            return "after name"
        return _AFTER_SIGN.get(sign, "after edge")
    if _titled(text, stop, tables):
        return "after title"
    if text[stop : stop + 2] in tables.verbs:
        return "after verb"
    return "after short" if sign in tables.short else _AFTER_SIGN.get(sign, "after other")


def _listed(text: str, at: int, tables: Lists) -> bool:
    """Whether a list goes on at ``at`` with what has the shape of a name: 、李某某、."""
    if text[at : at + 1] not in tables.families:
        return False
    ends = text[at + 2 : at + 3], text[at + 3 : at + 4]
    return any(end in _LIST_ENDS for end in ends)


def _titled(text: str, stop: int, tables: Lists) -> bool:
    """Whether a title stands there, and not the house of its bearer: 总统, but not 总统府."""
    for length in (4, 3, 2, 1):
        if text[stop : stop + length] in tables.titles:
            return text[stop + length : stop + length + 1] not in _OFFICES
    return False


def inside(text: str, stop: int, length: int, tables: Lists) -> list[Finding]:
    """What a given name of ``length`` signs from ``stop`` on has for it, in itself and after it.

    Three signs are a husband's and a wife's family name and her given name: 范徐丽泰.
    """
    married = length > _PAIR
    start, end = stop + married, stop + length
    found = [(after(text, end, tables), 1.0), (f"given {min(length, 3)}", 1.0)]
    if not length:
        return found
    last = text[end - 1]
    if end - start == _PAIR:
        first = text[start]
        found.append(("likely two", tables.first.get(first, 0) + tables.second.get(last, 0)))
        if last in tables.words.get(first, ""):
            found.append(("word within", 1.0))
    else:
        found.append(("likely one", tables.only.get(last, 0)))
    if text[end : end + 1] in tables.words.get(last, ()):
        found.append(("word across", 1.0))
    return found


def best_given(text: str, stop: int, tables: Lists) -> tuple[int, float] | None:
    """The likeliest length of a given name from ``stop`` on (0 before a title), and its weight."""
    best: tuple[int, float] | None = None
    for length in range(4):
        if length and not "一" <= text[stop + length - 1 : stop + length] <= "龥":
            break
        if length > _PAIR and text[stop] not in tables.families:
            break
        if not length and not _titled(text, stop, tables):
            continue
        found = inside(text, stop, length, tables)
        weight = _sum(found, tables)
        if best is None or weight > best[1]:
            best = length, weight
    return best


def known_given(text: str, at: int, tables: Lists) -> tuple[int, float] | None:
    """The length and weight of the given name of a well-known person named at ``at``."""
    for length in (4, 3, 2, 1):
        if text[at : at + 1 + length] not in tables.known or at + length >= len(text):
            continue
        found = [one for one in inside(text, at + 1, length, tables) if one[0] != "word within"]
        what = "known" if length > 1 else "known, two signs"
        if length == 1 and found[0][0] == "after other":
            return None  # 于丹麦, 姜文化: too short to be sure where it ends
        return length, _sum([*found, (what, 1.0)], tables)
    return None


def _sum(found: list[Finding], tables: Lists) -> float:
    weights = tables.weights
    total = 0.0
    for what, times in found:
        total += weights[what] * times
    return total


def is_foreign(text: str, stop: int, tables: Lists) -> bool:
    """Whether three signs from ``stop`` on only spell sounds: 萨尔瓦多 is no given name."""
    spelt = text[stop : stop + 3]
    return len(spelt) > _PAIR and tables.sounds.issuperset(spelt)


def sound(text: str, at: int, tables: Lists) -> float:
    """What speaks for 里 at ``at`` as the sound of a foreign name: 马里奥, 特里·史密斯."""
    if text[at + 1 : at + 3] in tables.words_after:
        return 0.0
    left, right = _run(text, at, -1, tables), _run(text, at, 1, tables)
    if _dotted(text, at, -1) or _dotted(text, at, 1):
        return _CERTAIN if left or right or text[at + 1] in _DOTS else 0.0
    if left and right:
        rare = not tables.rare_sounds.isdisjoint(text[at - 1] + text[at + 1])
        return _CERTAIN if rare or left + right > _PAIR else 0.0
    named = after(text, at + 1, tables) in {"after title", "after bracket"}
    return _CERTAIN if left >= _PAIR and named else 0.0


def _run(text: str, at: int, step: int, tables: Lists) -> int:
    """How many signs for sounds there are beside ``at``, one way, as far as it matters."""
    end = max(at + step * _REACH, -1) if step < 0 else min(at + step * _REACH, len(text))
    length = 0
    for place in range(at + step, end, step):
        if text[place] not in tables.sounds:
            break
        length += 1
    return length


def _dotted(text: str, at: int, step: int) -> bool:
    """Whether the dot of a foreign name is near, with letters on its other side."""
    for place in range(at + step, at + step * _REACH, step):
        if not 0 <= place + step < len(text) or place < 0:
            return False
        if text[place] in _DOTS:
            return text[place + step].isalpha()
        if not is_han(text[place]):
            return False
    return False
