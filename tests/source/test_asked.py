"""A text notes what it asked of the site, and whether the answers still hold can be told."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest

from hutong.model import Html, Kind
from hutong.source import Answer, Snippet, SourceContext, parse_document, recording, still_holds
from tests.source.reading import CONTEXT, HEAD

SITE = dataclasses.replace(
    CONTEXT, snippets={"rules": Snippet(name="rules", html=Html("<p>規則</p>"))}
)


def _answers(body: str, context: SourceContext = SITE) -> tuple[Answer, ...]:
    noting, asked = recording(context)
    parse_document(HEAD + body, path="news/2023/bridge.md", kind=Kind.NEWS, context=noting)
    return asked.answers()


def test_a_text_without_pictures_asks_nothing() -> None:
    """Plain text depends on no file around it."""
    assert _answers("只有文字。") == ()


def test_a_picture_is_noted_with_its_size() -> None:
    """A text that shows a picture depends on that picture's size and on no other."""
    answers = _answers("![橋](/images/bridge.png)")
    assert answers == (("images", "images/bridge.png", "800x450"),)
    larger = dataclasses.replace(SITE, images={**SITE.images, "images/bridge.png": (900, 450)})
    more = dataclasses.replace(SITE, images={**SITE.images, "images/new.png": (1, 1)})
    assert still_holds(answers, SITE)
    assert still_holds(answers, more)
    assert not still_holds(answers, larger)
    assert not still_holds(answers, dataclasses.replace(SITE, images={}))


def test_a_picture_that_comes_to_stand_nearer_is_noticed() -> None:
    """A name looked for beside the text first no longer holds when it appears there."""
    answers = _answers("![橋](images/bridge.png)")
    beside = {**SITE.images, "news/2023/images/bridge.png": (1, 1)}
    assert not still_holds(answers, dataclasses.replace(SITE, images=beside))


def test_a_file_is_noted_as_there_or_not() -> None:
    """A text that links a file depends on its being there."""
    answers = _answers("[計劃](/files/plan.pdf)")
    assert ("files", "files/plan.pdf", "there") in answers
    assert still_holds(answers, SITE)
    assert not still_holds(answers, dataclasses.replace(SITE, files=frozenset()))


def test_a_snippet_is_noted_with_its_text() -> None:
    """A text that shows a snippet depends on what the snippet says."""
    answers = _answers("::: notes rules\n:::\n")
    assert still_holds(answers, SITE)
    changed = {"rules": dataclasses.replace(SITE.snippets["rules"], html=Html("<p>新</p>"))}
    assert not still_holds(answers, dataclasses.replace(SITE, snippets=changed))


@pytest.mark.parametrize("body", ["![橋](images/brige.png)", "[計劃](files/plam.pdf)"])
def test_a_suggestion_depends_on_every_name(body: str) -> None:
    """A text that was told the nearest name must be read again when the names change."""
    answers = _answers(body)
    assert still_holds(answers, SITE)
    more = dataclasses.replace(SITE, images={**SITE.images, "images/new.png": (1, 1)})
    assert not still_holds(answers, more)


def test_what_is_read_is_the_same_with_notes() -> None:
    """Noting questions changes neither the document nor its problems."""
    body = "![橋](images/bridge.png)\n\n[計劃](files/plan.pdf)\n\n::: notes rules\n:::\n"
    noting, _ = recording(SITE)
    read = [
        parse_document(HEAD + body, path="news/2023/b.md", kind=Kind.NEWS, context=context)
        for context in (SITE, noting)
    ]
    assert read[0] == read[1]
    assert read[0].document is not None


def test_answers_can_be_stored() -> None:
    """Answers survive being written and read."""
    answers = _answers("![橋](images/bridge.png) [x](files/none.pdf)")
    stored = msgspec.msgpack.encode(answers)
    assert msgspec.msgpack.decode(stored, type=tuple[Answer, ...]) == answers
