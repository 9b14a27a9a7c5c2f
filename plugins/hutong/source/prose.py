"""The text below the fields of a record → HTML, as the body of an article becomes it."""

from __future__ import annotations

from dataclasses import dataclass

from hutong.model import Html, Problem
from hutong.source.body import read_body
from hutong.source.context import SourceContext
from hutong.source.masking import Lines
from hutong.source.page import Page


@dataclass(frozen=True, slots=True)
class ProseRead:
    """A text as HTML, the content files it links to (with lines) and shows, and its problems."""

    html: Html
    links: tuple[tuple[str, int], ...] = ()
    assets: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_prose(
    body: str, line: int, *, path: str, shown_path: str, context: SourceContext
) -> ProseRead:
    """Read the text that begins on ``line`` of a file; ``path`` is below ``content/``."""
    if not body.strip():
        return ProseRead(Html(""))
    page = Page(context=context, path=path, shown=shown_path, lines=Lines(body, line))
    html = read_body(body, page)
    return ProseRead(
        html,
        tuple(dict.fromkeys(page.links)),
        tuple(sorted(page.assets)),
        tuple(sorted(set(page.problems), key=lambda one: (one.line, one.what))),
    )
