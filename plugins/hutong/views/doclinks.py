"""Links between content files, turned into an edition's own addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

from hutong.human import human_texts, with_human_texts
from hutong.model import Document

_DOC_LINK: Final = re.compile(r'(\s)?href="doc:([^"#]*)(#[^"]*)?"')


def linked(document: Document, address: Callable[[str], str]) -> Document:
    """``document`` with every ``doc:`` link of every HTML field leading to a page.

    ``address`` gives the address of a content path, or nothing: then the link stays as plain
    words, since what it led to is not public (a draft, say).
    """

    def place(match: re.Match[str]) -> str:
        url = address(html.unescape(match[2]))
        return f'{match[1] or ""}href="{html.escape(url)}{match[3] or ""}"' if url else ""

    texts = list(human_texts(document))
    if not any(kind == "html" and "doc:" in text for kind, text in texts):
        return document
    fresh = iter([_DOC_LINK.sub(place, text) if kind == "html" else text for kind, text in texts])
    return with_human_texts(document, lambda: next(fresh))
