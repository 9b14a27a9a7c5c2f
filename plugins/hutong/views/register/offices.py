"""Offices that people hold, held, or are said to hold: what their dates tell, their order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from hutong.register.records import Role
from hutong.views.edition import Edition

_CURRENT: Final = 0
_UNDATED: Final = 1
_PAST: Final = 2
_SAID: Final = {_UNDATED: "formerly or now %(office)s", _PAST: "formerly %(office)s"}


def is_undated(role: Role) -> bool:
    """Whether nobody wrote when it was held: then only its sources say when it was so."""
    return not (role.from_ or role.to)


def standing(role: Role) -> int:
    """Where it comes among others: current offices first, then those without dates, then past."""
    if is_undated(role):
        return _UNDATED
    return _PAST if role.to else _CURRENT


def in_order(roles: Iterable[Role]) -> list[Role]:
    """Offices as readers need them; those that are alike stay in the order of the record."""
    return sorted(roles, key=standing)


def office_text(edition: Edition, role: Role) -> str:
    """An office and where, with no claim that it is held today unless its dates say so."""
    text = f"{edition.organisation(role.organisation)} {role.title.text}".strip()
    said = _SAID.get(standing(role))
    return edition.words(said) % {"office": text} if said else text
