"""Links between content files, turned into an edition's own addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

from hutong.human import human_texts, with_human_texts
from hutong.model import Document

_SCHEME: Final = "doc:"
_DOC_LINK: Final = re.compile(r'(\s)?href="doc:([^"#]*)(#[^"]*)?"')


def linked(document: Document, address: Callable[[str], str]) -> Document:
    """``document`` with every ``doc:`` link of every HTML field leading to a page.

    ``address`` gives the address of a content path, or nothing: then the link stays as plain
    words, since what it led to is not public (a draft, say).
    """
    if not _has_links(document):
        return document

    def place(match: re.Match[str]) -> str:
        url = address(html.unescape(match[2]))
        return f'{match[1] or ""}href="{html.escape(url)}{match[3] or ""}"' if url else ""

    texts = list(human_texts(document))
    fresh = iter([_DOC_LINK.sub(place, text) if kind == "html" else text for kind, text in texts])
    return with_human_texts(document, lambda: next(fresh))


def _has_links(document: Document) -> bool:
    """Whether an HTML field may hold such a link; nearly every document is asked, few do."""
    if _SCHEME in document.body:
        return True
    if document.event and _SCHEME in document.event.notes:
        return True
    return bool(document.questions) and any(_SCHEME in one.answer for one in document.questions)
