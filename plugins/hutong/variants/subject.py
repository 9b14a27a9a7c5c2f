"""A document that is to be converted, with what is found out about it once for all editions."""

from __future__ import annotations

from functools import cached_property
from typing import Generic

from hutong.human import human_fields
from hutong.variants.checks import may_be_mixed
from hutong.variants.layout import is_done
from hutong.variants.plain import PlainTexts, plain_texts
from hutong.variants.rules_of_site import AnyWritten
from hutong.variants.tags import read_tag
from hutong.variants.terms import as_html, as_read


class Subject(Generic[AnyWritten]):
    """One document; what is costly to know is found when first asked for."""

    def __init__(self, document: AnyWritten) -> None:
        self.document = document
        self.fields = human_fields(document)
        self.source = read_tag(document.variant)

    @cached_property
    def plain(self) -> PlainTexts | None:
        """Its texts, if none of them needs care."""
        return plain_texts(self.fields)

    @cached_property
    def words(self) -> str:
        """All that readers could meet as words."""
        return self.plain.whole if self.plain else as_read(as_html(self.fields))

    @cached_property
    def is_done(self) -> bool:
        """Whether it is the edition's of its own variant, with nothing in it to be told."""
        if self.plain:
            return not may_be_mixed(self.plain.whole, self.source.script)
        return is_done(self.fields, self.source)
