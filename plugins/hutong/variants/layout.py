"""The human fields of a document as passages for the chain, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hutong.variants.chain import Passage
from hutong.variants.checks import has_suspects, may_be_mixed
from hutong.variants.html import cut
from hutong.variants.tags import Tag
from hutong.variants.template import Slot, Template

Fields = Sequence[tuple[str, str]]
"""Kind (``text`` or ``html``) and text of each human field of a document."""

_CHOICE: Final = re.compile("-[vV](?i:ariant)")
_TAG: Final = re.compile("<[^<>]*>")


class Layout:
    """The human fields of a document as passages, and back."""

    def __init__(self, fields: Fields, source: Tag, target: Tag) -> None:
        self.passages: list[Passage] = []
        self._parts: list[Template | None] = []
        unit = 0
        for kind, text in fields:
            template = cut(text, source=source, target=target) if kind == "html" else None
            self._parts.append(template)
            if template is None:
                self.passages.append(Passage(text, unit))
            else:
                self.passages += passages_of(template.slots, unit)
                unit += template.units
            unit += 1

    def fill(self, texts: Sequence[str]) -> list[str]:
        """The fields with the converted texts of all passages, in their order."""
        fields: list[str] = []
        at = 0
        for template in self._parts:
            count = 1 if template is None else len(template.slots)
            mine = texts[at : at + count]
            fields.append(mine[0] if template is None else template.fill(mine))
            at += count
        return fields


def passages_of(slots: Sequence[Slot], unit: int) -> list[Passage]:
    """The texts of a template, whose first unit has the number ``unit``."""
    return [Passage(text, unit + one, care, True, attr) for _, text, one, care, attr in slots]


def is_done(fields: Fields, source: Tag) -> bool:
    """Whether a document is the edition's already, with nothing in it to resolve or to tell.

    A quick look at the raw fields, which may say no where there is nothing to do either. Tags
    are left out for words that they part (骨<b>幹</b>); words in attributes do not go unseen.
    """
    raw = "\n".join([text for _, text in fields])
    if "-{" in raw or "&#" in raw or _CHOICE.search(raw) or may_be_mixed(raw, source.script):
        return False
    html = "\n".join([text for kind, text in fields if kind == "html"])
    plain, tags = _TAG.subn("", html)
    told = html.count("<") == tags == html.count(">")
    return told and not has_suspects(plain, source.script)
