"""The cases of conversion markup, one data file, on the real engine."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

import pytest

from hutong.model import Document, Html, Kind, Moment, Provenance, UrlPath
from hutong.variants import convert_text, make_converter
from hutong.variants.tags import read_tag


class Case(TypedDict, total=False):
    """One case; ``source`` is the other script unless given, ``title`` only with ``html``."""

    id: str
    text: str
    target: str
    source: str
    html: bool
    title: str
    want: str
    why: str


CASES: list[Case] = json.loads(
    (Path(__file__).parents[1] / "data" / "markup_cases.json").read_text(encoding="utf-8")
)
OTHER = {"Hant": "zh-Hans-CN", "Hans": "zh-Hant-HK"}
CONVERTER = make_converter((), variants=())


def source_of(case: Case) -> str:
    """The source a case names, or the other script."""
    return case.get("source") or OTHER[read_tag(case["target"]).script]


def page(case: Case) -> Document:
    """A page whose body is the case's text."""
    source = source_of(case)
    return Document(
        id="news/a",
        kind=Kind.NEWS,
        path="content/news/a.md",
        variant=source,
        origin=source,
        provenance=Provenance.ORIGINAL,
        slug="a",
        url_path=UrlPath("news/2023/a/"),
        title="原题",
        summary="",
        summary_given=False,
        body=Html(case["text"]),
        date=Moment(datetime(2023, 3, 8, tzinfo=UTC)),
    )


def ids(cases: list[Case]) -> list[str]:
    """The names of cases."""
    return [case["id"] for case in cases]


TEXTS = [case for case in CASES if not case.get("html")]
BODIES = [case for case in CASES if case.get("html")]


@pytest.mark.parametrize("case", TEXTS, ids=ids(TEXTS))
def test_text_comes_out_as_written_down(case: Case) -> None:
    """Every case of plain text gives what the data file names."""
    got = convert_text(case["text"], source=source_of(case), target=case["target"], markup=True)
    assert got == case["want"], case["why"]


@pytest.mark.parametrize("case", BODIES, ids=ids(BODIES))
def test_body_comes_out_as_written_down(case: Case) -> None:
    """Every case of a document's body gives what the data file names, and the title if it does."""
    got = CONVERTER.document(page(case), case["target"]).document
    assert got.body == case["want"], case["why"]
    if "title" in case:
        assert got.title == case["title"], case["why"]


def test_cases_are_named_once_and_say_why() -> None:
    """Two cases never share an id, and each says what it is for."""
    assert len(CASES) >= 300
    assert len(set(ids(CASES))) == len(CASES)
    assert all(case["why"] for case in CASES)
