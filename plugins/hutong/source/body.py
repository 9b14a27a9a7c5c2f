"""One text → safe HTML, straight where it is plain enough, by Markdown where it is not."""

from __future__ import annotations

from hutong.lined_yaml import FORBIDDEN
from hutong.model import Html
from hutong.source import links, straight
from hutong.source.anchors import check_anchors
from hutong.source.half_width import find_half_width, may_have_half_width
from hutong.source.masking import mask
from hutong.source.page import Page


def read_body(body: str, page: Page) -> Html:
    """Render the body of a file, and tell half-width punctuation in it too."""
    written = _straight(body, page)
    if written is None:
        body = _without_forbidden(body, page)
    shown = mask(body) if written is None else body
    if page.thorough or may_have_half_width(shown):
        lines = enumerate(shown.split("\n"), page.lines.at(0))
        for line, what, mend in find_half_width(lines, thorough=page.thorough):
            page.warn(line, what, mend)
    return _finished(written, body, page)


def render(text: str, page: Page) -> Html:
    """Render one text; whatever is wrong with it goes to ``page.problems``."""
    written = _straight(text, page)
    return _finished(written, text, page)


def _straight(text: str, page: Page) -> str | None:
    return None if page.thorough else straight.write(text, page.anchor_prefix)


def _finished(written: str | None, text: str, page: Page) -> Html:
    if written is None:
        from hutong.source.markdown import by_markdown  # takes its time to load

        return by_markdown(text, page)
    if "<a " in written or "<img " in written:
        written = links.rewrite(written, page)
    body = Html(written)
    if page.anchors or page.anchor_prefix:
        check_anchors(body, page)
    return body


def _without_forbidden(body: str, page: Page) -> str:
    told: set[int] = set()
    for bad in FORBIDDEN.finditer(body):
        line = page.lines.at(bad.start())
        if line not in told:
            told.add(line)
            page.report(line, f"the character U+{ord(bad[0]):04X} cannot be shown", "delete it")
    return FORBIDDEN.sub(" ", body) if told else body
