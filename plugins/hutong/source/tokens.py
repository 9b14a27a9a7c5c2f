"""Stand-ins that Markdown carries through untouched, made of Unicode noncharacters.

No text may hold these characters, so a stand-in can never be mistaken for something typed.
"""

from __future__ import annotations

import re
from typing import Final

BLOCK: Final = re.compile("\ufdd0([oc])(\\d+)\ufdd1")
"""The opening (``o``) or closing (``c``) line of a block, by its number."""
MARKUP: Final = re.compile("\ufdd2(\\d+)\ufdd3")
"""A piece of ``-{…}-``, by its number."""
SNIPPET: Final = re.compile("\ufdd4([a-z0-9-]+)\ufdd5")
"""The place of a snippet, by its name."""
LESS: Final = "\ufdd6"
"""A less-than sign that starts no HTML."""


def block(side: str, number: int) -> str:
    """The stand-in for one side of a block."""
    return f"\ufdd0{side}{number}\ufdd1"


def markup(number: int) -> str:
    """The stand-in for a piece of conversion markup."""
    return f"\ufdd2{number}\ufdd3"


def snippet(name: str) -> str:
    """The stand-in for a snippet."""
    return f"\ufdd4{name}\ufdd5"
