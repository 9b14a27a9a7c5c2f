"""Makes the invented articles: the same ones for the same seed, whatever the form."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

from bench.site import phrases as bank
from bench.site.terms import ORGANISATIONS, TERMS, WORDS

SHORTEST, LONGEST = 600, 1800
YEARS: Final = 10
START: Final = datetime(2016, 1, 1, tzinfo=timezone(timedelta(hours=8)))
PICTURES: Final = tuple(f"sample-{number:02d}.webp" for number in range(1, 25))
RARE_EVERY: Final = 100
RARE_AT: Final = 2
"""Every hundredth article, a Traditional one, names the thing of the glossary scenario."""
_DAYS: Final = YEARS * 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article in the script that its author writes."""

    number: int
    slug: str
    hans: bool
    title: str
    date: datetime
    section: str
    tags: tuple[str, ...]
    summary: str
    source: str
    reporters: tuple[str, ...]
    body: str

    @property
    def variant(self) -> str:
        """The tag of the variant that it is written in."""
        return "zh-Hans-CN" if self.hans else "zh-Hant-HK"

    @property
    def script(self) -> str:
        """What the peers call the language that it is written in."""
        return "zh-hans" if self.hans else "zh-hant"


class Draw(dict[str, str]):
    """Fills the braces of a phrase: the article's own subjects, all else anew each time."""

    def __init__(self, chance: random.Random, date: datetime, own: dict[str, str]) -> None:
        super().__init__(own)
        self.chance = chance
        self.date = date

    def __missing__(self, key: str) -> str:
        kind = key.rstrip("2")
        chosen = _CHOSEN.get(kind)
        return self.chance.choice(chosen) if chosen else self._made(kind)

    def _made(self, kind: str) -> str:
        number = self.chance.randint
        if kind == "name":
            return self.chance.choice(bank.FAMILY) + self.chance.choice(bank.GIVEN)
        if kind == "day":
            day = self.date - timedelta(days=number(0, 2))
            return f"{day.month}月{day.day}日"
        if kind == "month":
            month = self.date + timedelta(days=number(45, 400))
            return f"{month.year}年{month.month}月"
        if kind == "share":
            return f"{number(3, 94)}.{number(0, 9)}%"
        if kind == "sum":
            return f"{number(2, 940)}萬元"
        return str(number(*_RANGES[kind]))

    def fill(self, phrase: str) -> str:
        """The phrase with everything in braces put in."""
        return phrase.format_map(self)


_CHOSEN: Final[dict[str, Sequence[str]]] = {
    "c": tuple(bank.PLACES),
    "city": tuple(bank.PLACES),
    "other": tuple(bank.TOPICS),
    "plan": bank.PLANS,
    "role": bank.ROLES,
    "term": tuple(hant for hant, _ in TERMS),
    "orgs": tuple(hant for _, hant, _ in ORGANISATIONS),
    "picture": PICTURES,
}
_RANGES: Final = {"n": (2, 12), "days": (7, 120), "count": (13, 480), "number": (10000, 99999)}


class Simplifier:
    """Writes an article as a mainland author would: other words, then other characters."""

    def __init__(self) -> None:
        import opencc

        names = (*TERMS, *((hant, hans) for _, hant, hans in ORGANISATIONS), *WORDS)
        self._words = sorted(names, key=lambda pair: -len(pair[0]))
        self._convert = opencc.OpenCC("hk2s").convert

    def text(self, text: str) -> str:
        """The text in mainland wording and Simplified characters."""
        for hant, hans in self._words:
            text = text.replace(hant, hans)
        return self.characters(text)

    def characters(self, text: str) -> str:
        """The text in Simplified characters, its words as they are."""
        return str(self._convert(text))


def make_articles(n: int, seed: int) -> Iterator[Article]:
    """``n`` articles, oldest first, every second one in Simplified."""
    simplifier = Simplifier()
    for number in range(n):
        article = _article(number, n, seed)
        yield _simplified(article, simplifier) if number % 2 else article


def _article(number: int, n: int, seed: int) -> Article:
    """One article in Traditional."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311  # a sample, no secret
    minutes = chance.randint(6 * 60, 22 * 60)
    date = START + timedelta(days=number * _DAYS // n, minutes=minutes)
    (place, place_id), (other, _) = chance.sample(list(bank.PLACES.items()), 2)
    topic, topic_id = chance.choice(list(bank.TOPICS.items()))
    own = {"a": place, "b": other, "topic": topic, "plan": chance.choice(bank.PLANS)}
    draw = Draw(chance, date, own)
    return Article(
        number=number,
        slug=f"{date.year}-{place_id}-{topic_id}-{number:06d}",
        hans=False,
        title=draw.fill(chance.choice(bank.TITLES)),
        date=date,
        section=chance.choice(bank.SECTIONS)[1],
        tags=tuple(chance.sample(bank.TAGS, chance.randint(3, 5))),
        summary=draw.fill(chance.choice(bank.SUMMARIES)),
        source=bank.SOURCES[0],
        reporters=tuple(draw.fill("{name}") for _ in range(1 if chance.random() < 0.8 else 2)),
        body=_body(draw, rare=number % RARE_EVERY == RARE_AT),
    )


def _body(draw: Draw, *, rare: bool) -> str:
    """Paragraphs, headings and what else news has, as long as was drawn."""
    chance = draw.chance
    wanted = chance.randint(SHORTEST, LONGEST - 330)
    blocks = [draw.fill(chance.choice(bank.LEADS))]
    if rare:
        blocks.append(draw.fill(bank.RARE))
    if chance.random() < 0.5:
        blocks.append(draw.fill(bank.IMAGE))
    headings = chance.sample(bank.HEADINGS, len(bank.HEADINGS))
    parts = iter(_parts(draw))
    while sum(map(len, blocks)) < wanted:
        if len(blocks) % 4 == 3 and headings:
            blocks.append(("## " if len(headings) % 3 else "### ") + headings.pop())
        blocks.append(next(parts))
    blocks.append(draw.fill(chance.choice(bank.CLOSINGS)))
    return "\n\n".join(blocks) + "\n"


def _parts(draw: Draw) -> Iterator[str]:
    """Blocks without end: mostly paragraphs, at most one list and one table."""
    chance = draw.chance
    rest: list[str] = []
    left = {"list", "table"}
    while True:
        roll = chance.random()
        if roll < 0.14:
            yield draw.fill(chance.choice(bank.QUOTES))
        elif roll < 0.26 and "list" in left:
            left.remove("list")
            yield _list(draw)
        elif roll < 0.32 and "table" in left:
            left.remove("table")
            yield draw.fill(bank.TABLE)
        else:
            rest = rest or chance.sample(bank.BODY, len(bank.BODY))
            text = "".join(draw.fill(rest.pop()) for _ in range(min(len(rest), 2)))
            topic = draw["topic"]
            yield text.replace(topic, f"**{topic}**", 1) if chance.random() < 0.2 else text


def _list(draw: Draw) -> str:
    """A sentence and a list, of numbers or of dots."""
    chance = draw.chance
    ordered = chance.random() < 0.6
    items = [draw.fill(item) for item in chance.sample(bank.ITEMS, chance.randint(3, 5))]
    lines = (f"{place}. {item}" if ordered else f"- {item}" for place, item in enumerate(items, 1))
    return draw.fill(chance.choice(bank.INTROS)) + "\n\n" + "\n".join(lines)


def _simplified(article: Article, simplifier: Simplifier) -> Article:
    """The article as if a mainland author had written it."""
    sections = {hant: hans for _, hant, hans in bank.SECTIONS}
    return Article(
        number=article.number,
        slug=article.slug,
        hans=True,
        title=simplifier.text(article.title),
        date=article.date,
        section=sections[article.section],
        tags=tuple(map(simplifier.characters, article.tags)),
        summary=simplifier.text(article.summary),
        source=bank.SOURCES[1],
        reporters=tuple(map(simplifier.characters, article.reporters)),
        body=simplifier.text(article.body),
    )
