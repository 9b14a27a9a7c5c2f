"""The converter's own word lists: package data, read once and never changed.

They are tables (``from<TAB>to<TAB>note``), so that an editor can review every line; the rules
for adding one are in ``data/README.md``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

Pairs = tuple[tuple[str, str], ...]

DATA: Final = Path(__file__).with_name("data")
HOUSE_STYLES: Final = ("zh-Hant-HK", "zh-Hant-TW", "zh-Hant-MO", "zh-Hans-CN")
_LEARNED: Final = (("Hans", "Hant"), ("Hant", "Hans"))
NUMERALS: Final = "0123456789０１２３４５６７８９〇一二三四五六七八九十百千万亿萬億兩两几幾数數"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """All lines of a table below its header, without comments."""
    text = (DATA / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(tuple(line.split("\t")) for line in lines[1:])


@cache
def pairs(name: str) -> Pairs:
    """The ``from`` and ``to`` columns of a table."""
    return tuple((row[0], row[1]) for row in rows(name))


@cache
def phrases(source: str, target: str) -> Pairs:
    """Words that the engine would cut or read wrongly between two scripts (Hant, Hans)."""
    listed = dict(pairs(f"phrases.{source}-{target}.tsv"))
    common = dict((*words(), *_joined()))
    if (source, target) != ("Hans", "Hant"):
        back = {traditional: simplified for simplified, traditional in common.items()}
        return tuple({**back, **listed}.items())
    return tuple({**common, **_titled(), **_counted(), **listed}.items())


@cache
def learned(source: str, target: str) -> Pairs:
    """Words and phrases that ``tools/train_conversion.py`` found; they rank below all others."""
    return pairs(f"learned.{source}-{target}.tsv") if (source, target) in _LEARNED else ()


@cache
def characters(source: str, target: str) -> Pairs:
    """What a single character becomes where no word decides, if not the engine's choice."""
    return pairs(f"characters.{source}-{target}.tsv")


@cache
def house_rules(tag: str) -> Pairs:
    """The spellings an edition prefers; none where there is no list."""
    return pairs(f"house.{tag}.tsv") if tag in HOUSE_STYLES else ()


@cache
def words() -> Pairs:
    """Plain words in both scripts, listed because a house rule could begin in their last sign."""
    return pairs("words.tsv")


@cache
def junctions() -> tuple[tuple[str, str, str, str], ...]:
    """Where two words meet and a third could be read across: 现金|发放, 中国|制度.

    Each is (left, right) in Simplified, then in Traditional.
    """
    return tuple(
        (left, word, left_to, word_to)
        for lefts, lefts_to, word, word_to, *_ in rows("junctions.tsv")
        for left, left_to in zip(lefts.split(), lefts_to.split(), strict=True)
    )


def words_of_opencc(dictionary: str) -> tuple[str, ...]:
    """The keys of one of OpenCC's dictionaries, of the version that is pinned."""
    return tuple((DATA / "opencc" / f"{dictionary}.txt").read_text(encoding="utf-8").split())


def only_in(script: str) -> str:
    """The characters that stand in texts of one script only: see ``detect.py``."""
    return "".join(words_of_opencc(f"only.{script}"))


@cache
def shared_characters() -> frozenset[str]:
    """Characters that are right in both scripts although the engine maps them."""
    return frozenset("".join(row[0] for row in rows("shared.tsv")))


def _titled() -> dict[str, str]:
    """A surname that is also a word stays a surname before a title: 余先生, 于局长."""
    return {
        surname + title: kept + titled
        for surname, kept in pairs("surnames.tsv")
        for title, titled in pairs("titles.tsv")
    }


def _joined() -> Pairs:
    return tuple((left + word, left_to + word_to) for left, word, left_to, word_to in junctions())


def _counted() -> dict[str, str]:
    """A word after a number: 10余人 is 餘, 48年 no almanac; many put a space between."""
    spaced = [f"{figure} " for figure in "0123456789"]
    return {
        number + simplified: (_GROWN.get(number, number)) + traditional
        for number in (*NUMERALS, *spaced)
        for simplified, traditional in pairs("counted.tsv")
    }


_GROWN: Final = {"万": "萬", "亿": "億", "两": "兩", "几": "幾", "数": "數"}
