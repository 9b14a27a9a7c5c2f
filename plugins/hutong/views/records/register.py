"""Parts of the register's pages: rows of agreements, dates with what they are of."""

from __future__ import annotations

from hutong.views.records.described import described, record
from hutong.views.records.parts import LinkView, TimeView


@record
class StatusView:
    """How something stands."""

    code: str = described("the code: in-force, signed, late…; also a class name")
    text: str = described("its word in the edition")


@record
class DatedView:
    """A date with what it is the date of."""

    label: str = described("what happened then: 簽署")
    time: TimeView = described("when; may be a month, a year, or about so")


@record
class PartyLinkView:
    """A party to an agreement in a list."""

    id: str = described("its id")
    text: str = described("its name")
    url: str = described("its page, or empty")
    role: str = described("as what it takes part, or empty")


@record
class AgreementRowView:
    """An agreement in a list."""

    id: str = described("its id, the same in every edition")
    link: LinkView = described("its short title or else its title, and its page")
    type: str = described("what sort of agreement, or empty")
    status: StatusView | None = described("how it stands, if known")
    dated: DatedView | None = described("its first known date of signing, force, announcement, end")
    parties: tuple[PartyLinkView, ...] = described("its parties, in the order of the record")


@record
class SpellingView:
    """A name or title as it is written elsewhere."""

    text: str = described("the name")
    lang: str = described("its language, if not that of the page; or empty")


@record
class SourceLineView:
    """Where something is said."""

    publisher: SpellingView = described("who says it")
    title: SpellingView | None = described("what it is called there, if that is known")
    url: str = described("where it can be read, or empty")
    published: TimeView | None = described("when it appeared")
    retrieved: TimeView | None = described("when an editor read it there")
    archived: str = described("a copy that stays, or empty")
