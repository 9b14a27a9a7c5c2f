"""Links between content files, turned into an edition's own addresses."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Callable
from typing import Final

from hutong.human import human_texts, with_human_texts
from hutong.model import Document, Html

Address = Callable[[str, str], str]
"""The address of what a link leads to, given its scheme (``doc``, ``record``) and the rest."""
_SCHEMES: Final = ('="doc:', '="record:')
_DOC_LINK: Final = re.compile(r'href="(doc|record):([^"#]*)(#[^"]*)?"')


def linked(document: Document, address: Address) -> Document:
    """``document`` with every ``doc:`` and ``record:`` link of every HTML field leading to a page.

    ``address`` gives the address of a content path or record, or nothing: then the link stays as
    plain words, since what it led to is not public (a draft, say).
    """
    if _has_links_beside_body(document):
        texts = list(human_texts(document))
        fresh = iter(
            [linked_html(text, address) if kind == "html" else text for kind, text in texts]
        )
        return with_human_texts(document, lambda: next(fresh))
    body = linked_html(document.body, address)
    return document if body is document.body else dataclasses.replace(document, body=body)


def linked_html(text: str, address: Address) -> Html:
    """The same for one HTML fragment."""
    if not _may_link(text):
        return Html(text)
    pieces: list[str] = []
    done = 0
    for link in _DOC_LINK.finditer(text):
        url = address(link[1], html.unescape(link[2]))
        before = text[done : link.start()]
        pieces += (
            (before, f'href="{html.escape(url)}{link[3] or ""}"') if url else (before.rstrip(),)
        )
        done = link.end()
    return Html("".join((*pieces, text[done:])))


def _may_link(text: str) -> bool:
    return any(scheme in text for scheme in _SCHEMES)


def _has_links_beside_body(document: Document) -> bool:
    """Whether another HTML field may hold such a link; nearly every document is asked, few do."""
    if document.event and _may_link(document.event.notes):
        return True
    return bool(document.questions) and any(_may_link(one.answer) for one in document.questions)
