"""What is left of a front matter when its wrong keys are taken out, so the rest can be checked."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from hutong.lined_yaml import Value
from hutong.source.front import Front
from hutong.source.schema import FrontMatter, as_front

_STAND_INS: Final[Mapping[str, str]] = {"title": "-", "date": "1900-01-01"}
"""For keys that must be there; the date is before any other, so no order is found wrong."""
_ROUNDS: Final = 3


def salvage(data: dict[str, Value], error: ValidationError, zone: ZoneInfo) -> Front | None:
    """The front matter without what ``error`` names; None if nothing sound is left."""
    rest = copy.deepcopy(data)
    for _ in range(_ROUNDS):
        for detail in error.errors():
            _take_out(rest, [str(part) for part in detail["loc"]])
        try:
            return as_front(FrontMatter.model_validate(rest, context={"zone": zone}))
        except ValidationError as again:
            error = again
    return None


def _take_out(rest: dict[str, Value], where: list[str]) -> None:
    """Drop the wrong key; its whole part where it is missing there or in a list."""
    top = where[0]
    inside = rest.get(top)
    if top in _STAND_INS:
        rest[top] = _STAND_INS[top]
    elif len(where) > 1 and isinstance(inside, dict) and where[1] in inside:
        del inside[where[1]]
    else:
        rest.pop(top, None)
