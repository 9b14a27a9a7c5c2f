"""Links between content files, turned into an edition's own addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

from hutong.human import human_texts, with_human_texts
from hutong.model import Document, Html

Address = Callable[[str, str], str]
"""The address of what a link leads to, given its scheme (``doc``, ``record``) and the rest."""
_SCHEMES: Final = ('="doc:', '="record:')
_DOC_LINK: Final = re.compile(r'(\s)?href="(doc|record):([^"#]*)(#[^"]*)?"')


def linked(document: Document, address: Address) -> Document:
    """``document`` with every ``doc:`` and ``record:`` link of every HTML field leading to a page.

    ``address`` gives the address of a content path or record, or nothing: then the link stays as
    plain words, since what it led to is not public (a draft, say).
    """
    if not _has_links(document):
        return document
    texts = list(human_texts(document))
    fresh = iter([linked_html(text, address) if kind == "html" else text for kind, text in texts])
    return with_human_texts(document, lambda: next(fresh))


def linked_html(text: str, address: Address) -> Html:
    """The same for one HTML fragment."""
    if not _may_link(text):
        return Html(text)

    def place(match: re.Match[str]) -> str:
        url = address(match[2], html.unescape(match[3]))
        return f'{match[1] or ""}href="{html.escape(url)}{match[4] or ""}"' if url else ""

    return Html(_DOC_LINK.sub(place, text))


def _may_link(text: str) -> bool:
    return any(scheme in text for scheme in _SCHEMES)


def _has_links(document: Document) -> bool:
    """Whether an HTML field may hold such a link; nearly every document is asked, few do."""
    if _may_link(document.body):
        return True
    if document.event and _may_link(document.event.notes):
        return True
    return bool(document.questions) and any(_may_link(one.answer) for one in document.questions)
