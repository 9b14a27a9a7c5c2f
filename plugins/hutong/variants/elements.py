"""What a single tag says about the text around and in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import Final, NamedTuple

from hutong.variants.tokens import CODE, TOKEN

ATTRIBUTE: Final = re.compile(r"""([^\s"'=<>/]+)(?:(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")

INLINE: Final = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "ins", "mark", "q",
    "rp", "rt", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
))  # fmt: skip
"""Elements that are read together with the text around them."""
HUMAN: Final = frozenset(("alt", "title", "aria-label"))
"""Attributes that readers meet."""
CHOICE: Final = "data-variant"
"""Of twins that say the same in one variant each."""
_SAYS: Final = frozenset(("lang", "translate", CHOICE))
"""Attributes by which an element decides about the text in it; some classes do so too."""


class Say(NamedTuple):
    """What a tag without a say does: how many units it ends, attributes if readers meet some."""

    units: int
    values: Mapping[str, str] | None = None


NO_SAY: Final = Say(0)


@lru_cache(maxsize=2048)
def say_of(tag: str) -> Say | None:
    """What there is to know of a tag; None if it has a say in what is converted, or is none."""
    match = TOKEN.fullmatch(tag)
    name = (match[2] or "").lower() if match else ""
    if match is None or not name or name in CODE:
        return None
    units = int(name not in INLINE)
    values = values_of(match[3]) if match[3] and not match[1] else {}
    if values.keys() & _SAYS or "notranslate" in values.get("class", "").split():
        return None
    return Say(units, values if values.keys() & HUMAN else None)


def values_of(attributes: str) -> dict[str, str]:
    """The attributes of a tag by their names; without a value they are empty."""
    return {
        match[1].lower(): unescape((match[3] or "").strip("\"'"))
        for match in ATTRIBUTE.finditer(attributes)
    }
