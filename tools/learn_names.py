"""Derive ``names.given.tsv`` and ``names.words.tsv`` for recognising names.

    python tools/learn_names.py JIEBA_DICT SIMPLIFIED_TEXT FOLDER

JIEBA_DICT is the ``dict.txt`` of jieba (MIT); SIMPLIFIED_TEXT has one sentence a line, made from
open Traditional text with OpenCC's tw2s. Nothing is drawn by chance: the same input gives the same
tables.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

FAMILIES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚"
    "文余于岳庞詹游涂"
)
COMMON = FAMILIES[: FAMILIES.index("阎")]
TITLED = re.compile(
    "(?<=[员长席授理任])[吴刘蔡郭赖邱萧彭詹廖魏冯薛赵邓陈林黄杨许谢]([一-鿿]{2})"
    "(?=[，、。（说表指强]|先生|女士|教授)"
)
PLACE = re.compile("(?<=[市县、，在至到])([一-鿿]{2})[区县镇乡](?![长公])")
PERSON, FULL, SEEN, PLACES_SEEN, WORD = ("nr", "nrt", "nrfg"), 3, 8, 25, 150
NOTES = {"first": "first of two signs", "second": "last of two signs", "only": "the only sign"}


def entries(path: Path) -> Iterator[tuple[str, int, str]]:
    """The words of jieba's dictionary with count and kind."""
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, kind = line.split()
        yield word, int(count), kind


def han(sign: str) -> bool:
    """Whether a sign is a Chinese character."""
    return "一" <= sign <= "鿿"


def given_names(dictionary: Path, lines: list[str]) -> dict[str, Counter[str]]:
    """How often each sign stands in each place of a given name."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for word, _, kind in entries(dictionary):
        if kind in PERSON and word[0] in FAMILIES:
            if len(word) == FULL:
                first[word[1]] += 1
                second[word[2]] += 1
            elif len(word) == FULL - 1:
                short[word[1]] += 1
    for name in {name for line in lines for name in TITLED.findall(line)}:
        first[name[0]] += 1
        second[name[1]] += 1
    only: Counter[str] = Counter()
    for sign in short.keys() | first.keys() | second.keys():
        # Short names are rare in the dictionary, and made of much the same signs as long ones.
        only[sign] = 3 * short[sign] + 0.2 * second[sign] + 0.1 * first[sign]  # type: ignore[assignment]
    return {"first": first, "second": second, "only": only}


def scores(given: dict[str, Counter[str]], lines: list[str]) -> dict[tuple[str, str], int]:
    """Log odds of a sign in a given name against prose, whole, from -3 to 3, without 0."""
    prose: Counter[str] = Counter()
    for line in lines[::4]:
        prose.update(line)
    total = sum(count for sign, count in prose.items() if han(sign))
    found = {}
    for place, counts in given.items():
        whole = sum(counts.values())
        for sign in set(prose) | set(counts):
            likely = (counts[sign] + 0.4) / (whole + 1600)
            most = 3 if counts[sign] > 4 else 1 if counts[sign] > 0.9 else 0
            score = max(-3, min(most, round(math.log(likely * total / (prose[sign] + 2)))))
            if han(sign) and score and counts[sign] + prose[sign] >= SEEN:
                found[place, sign] = score
    return found


def common_words(
    dictionary: Path, lines: list[str], found: dict[tuple[str, str], int]
) -> dict[str, list[str]]:
    """Words and places of two signs that might be read as a given name, by their first sign."""
    words: dict[str, int] = {}
    names: Counter[str] = Counter()
    for word, count, kind in entries(dictionary):
        if kind == "nr" and len(word) == FULL and word[0] in COMMON:
            names[word[1:]] += 1
        if len(word) == FULL - 1 and kind not in PERSON:
            words[word] = max(count, WORD) if kind == "ns" and count >= 10 else count
    seen = Counter(place for line in lines for place in PLACE.findall(line))
    words.update((word, WORD) for word, times in seen.items()
                 if times >= PLACES_SEEN and words.get(word, 0) < WORD)  # fmt: skip
    listed: dict[str, list[str]] = defaultdict(list)
    for word, count in words.items():
        likely = found.get(("first", word[0]), 0) >= 0 and found.get(("second", word[1]), 0) >= -1
        if count >= WORD and names[word] < FULL - 1 and likely:
            listed[word[0]].append(word[1])
    return listed


def write(path: Path, head: str, rows: Sequence[tuple[str, ...]]) -> None:
    """One table, sorted."""
    lines = [head, *("\t".join(row) for row in sorted(rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(dictionary: Path, text: Path, folder: Path) -> None:
    """Read, count and write."""
    lines = text.read_text(encoding="utf-8").splitlines()
    found = scores(given_names(dictionary, lines), lines)
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for (place, sign), score in found.items():
        groups[place, score].append(sign)
    given = [
        (f"{place} {score:+d}", "".join(sorted(signs)),
         f"{NOTES[place]} of a given name, about e^{score:+d} times as frequent there as in prose")
        for (place, score), signs in groups.items()
    ]  # fmt: skip
    write(folder / "names.given.tsv", "place\tcharacters\tnote", given)
    listed = common_words(dictionary, lines, found)
    words = [(first, "".join(sorted(last)), "common words") for first, last in listed.items()]
    write(folder / "names.words.tsv", "first\tlast\tnote", words)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
