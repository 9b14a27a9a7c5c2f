"""What the review page shows and ``notes.json`` holds: records, described for other programs."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated, Any

from pydantic import Field, TypeAdapter


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReviewNote:
    """One place that the converter was unsure of, or one thing odd in the source text."""

    id: Annotated[str, Field(description="short name of path, variant, sentence, at and before")]
    lines: Annotated[tuple[int, ...], Field(description="lines of the article, from 1")]
    variant: Annotated[str, Field(description="tag of the edition; empty: the source text itself")]
    rule: Annotated[str, Field(description="what made the converter write a note")]
    sentence: Annotated[str, Field(description="the source's sentence, without tags")]
    at: Annotated[int, Field(description="offset of before in the sentence, in characters")]
    before: Annotated[str, Field(description="the text at that place of the source")]
    after: Annotated[str, Field(description="what the edition shows for it, or the proposal")]
    choices: Annotated[tuple[str, ...], Field(description="every reading, after among them")]
    confidence: Annotated[float, Field(description="how likely after is right, 0 to 1")]
    reading: Annotated[str, Field(description="the whole sentence as the edition reads")]
    reading_at: Annotated[int, Field(description="offset of after in reading")]
    few: Annotated[bool, Field(description="among the least sure, 5 per 1,000 characters")]
    decided: Annotated[str | None, Field(description="the text that an editor chose, or null")]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReviewArticle:
    """One article with its notes, in the order of its text."""

    path: Annotated[str, Field(description="below the project folder")]
    title: Annotated[str, Field(description="as written")]
    variant: Annotated[str, Field(description="tag of the variant it is written in")]
    pages: Annotated[dict[str, str], Field(description="its page per variant, below the site")]
    notes: Annotated[tuple[ReviewNote, ...], Field(description="none is about the same place")]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecision:
    """One line of ``content/decisions.tsv``."""

    id: Annotated[str, Field(description="as that of the note it is about")]
    path: Annotated[str, Field(description="below content/")]
    variant: Annotated[str, Field(description="tag of the edition, or empty")]
    sentence: Annotated[str, Field(description="the source's sentence")]
    at: Annotated[int, Field(description="offset of before in the sentence")]
    before: Annotated[str, Field(description="the text decided about")]
    choice: Annotated[str, Field(description="what shall stand there")]
    note: Annotated[str, Field(description="a remark for people")]
    stale: Annotated[bool, Field(description="whether no place of the article fits it any more")]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCounterpart:
    """A hand-written counterpart whose original was changed after it."""

    path: Annotated[str, Field(description="the counterpart, below the project folder")]
    original: Annotated[str, Field(description="the original, below the project folder")]
    changed: Annotated[str, Field(description="day of the original's last change, ISO")]
    read: Annotated[str, Field(description="day of the counterpart's last change, ISO")]
    committed: Annotated[bool, Field(description="whether the original's change is committed")]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReviewVariant:
    """One edition of the site."""

    tag: Annotated[str, Field(description="BCP 47")]
    label: Annotated[str, Field(description="as the site's switch names it")]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReviewData:
    """All that an editor has to look at. With ``problems`` the content could not be converted."""

    version: Annotated[int, Field(description="of this format; 1")] = 1
    variants: Annotated[tuple[ReviewVariant, ...], Field(description="the first is the main")] = ()
    articles: Annotated[tuple[ReviewArticle, ...], Field(description="the newest first")] = ()
    decisions: Annotated[tuple[ReviewDecision, ...], Field(description="all, sorted")] = ()
    counterparts: Annotated[
        tuple[ReviewCounterpart, ...], Field(description="those to read again")
    ] = ()
    topics: Annotated[tuple[str, ...], Field(description="glossary files without .tsv")] = ()
    problems: Annotated[tuple[str, ...], Field(description="errors of the content, if any")] = ()

    def json(self) -> str:
        """The text of ``notes.json``."""
        return json.dumps(self.plain(), ensure_ascii=False, indent=1) + "\n"

    def plain(self) -> dict[str, Any]:
        """The same as plain values."""
        return dataclasses.asdict(self)


def review_schema() -> str:
    """The JSON Schema of ``notes.json``."""
    schema = TypeAdapter(ReviewData).json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2) + "\n"
