"""Which forms of Chinese there are, and which one stands in for a missing one.

Two vocabularies meet here: BCP 47 tags (``zh-Hant-HK``) used by the site, and the codes of
MediaWiki's markup (``zh-hk``). Both are read by :func:`read_tag`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hutong.errors import CannotRun

CODES: Final = {
    "zh-hans": "zh-Hans",
    "zh-hant": "zh-Hant",
    "zh-cn": "zh-Hans-CN",
    "zh-sg": "zh-Hans-SG",
    "zh-my": "zh-Hans-MY",
    "zh-tw": "zh-Hant-TW",
    "zh-hk": "zh-Hant-HK",
    "zh-mo": "zh-Hant-MO",
}
"""MediaWiki's code of every form, with its BCP 47 tag."""

_FALLBACK: Final = {
    "zh-hans": ("zh-cn", "zh-sg", "zh-my"),
    "zh-hant": ("zh-tw", "zh-hk", "zh-mo"),
    "zh-cn": ("zh-hans", "zh-sg", "zh-my"),
    "zh-sg": ("zh-my", "zh-hans", "zh-cn"),
    "zh-my": ("zh-sg", "zh-hans", "zh-cn"),
    "zh-tw": ("zh-hant", "zh-hk", "zh-mo"),
    "zh-hk": ("zh-mo", "zh-hant", "zh-tw"),
    "zh-mo": ("zh-hk", "zh-hant", "zh-tw"),
}
_ANY_REGION: Final = "zh-hant"
_USUAL_REGION: Final = {"Hant": "HK", "Hans": "CN"}
_KNOWN: Final = {
    **{tag.lower(): code for code, tag in CODES.items()},
    **{code: code for code in CODES},
    "zh-hans-hk": "zh-hans",
    "zh-hans-mo": "zh-hans",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """One form of Chinese: its MediaWiki ``code``, ``script`` (Hant, Hans) and ``region``.

    ``region`` is never empty: ``zh-Hant`` alone is taken for Hong Kong's, ``zh-Hans`` for the
    mainland's, wherever a region must be told.
    """

    code: str
    script: str
    region: str

    @property
    def tag(self) -> str:
        """The BCP 47 tag with its region, ``zh-Hant-HK``."""
        return f"zh-{self.script}-{self.region}"

    @property
    def styled(self) -> bool:
        """Whether the press of a region says how to spell: not for ``zh-Hant`` alone."""
        return self.code != _ANY_REGION

    @property
    def spelling(self) -> str:
        """The region whose shapes of characters a converted text has.

        Without a region those are Taiwan's, which keep more words apart (裡, 為 as MediaWiki has
        them), and no house style chooses between spellings.
        """
        return self.region if self.styled else "TW"

    @property
    def chain(self) -> tuple[str, ...]:
        """This code, then those that stand in for it, the nearest first; one script only."""
        return (self.code, *_FALLBACK[self.code])


def read_tag(name: str) -> Tag:
    """Read a BCP 47 tag or a MediaWiki code, in any letter case.

    :raises CannotRun: if it names no form of Chinese that Hutong knows.
    """
    tag = find_tag(name)
    if tag is None:
        near = difflib.get_close_matches(name.lower(), _KNOWN, 1)
        hint = CODES[_KNOWN[near[0]]] if near else ", ".join(CODES.values())
        ask = f"did you mean {hint}?" if near else f"use one of {hint}"
        raise CannotRun(f"{name!r} is not a form of Chinese that Hutong knows; {ask}")
    return tag


@lru_cache(maxsize=256)
def find_tag(name: str) -> Tag | None:
    """Like :func:`read_tag`, but None for an unknown name."""
    code = _KNOWN.get(name.strip().replace("_", "-").lower())
    if code is None:
        return None
    parts = CODES[code].split("-")
    region = parts[2] if len(parts) > 2 else _USUAL_REGION[parts[1]]
    return Tag(code, parts[1], region)


def nearest(names: Mapping[str, str], target: Tag) -> str | None:
    """The form in ``names`` (by tag or code) that suits ``target`` best, of its script only."""
    by_code = {tag.code: form for name, form in names.items() if (tag := find_tag(name))}
    for code in target.chain:
        if by_code.get(code):
            return by_code[code]
    return None


def forms_of(names: Mapping[str, str], source: Tag) -> Iterable[str]:
    """Every form in ``names`` of the script of ``source``, the nearest first, each once."""
    by_code = {tag.code: form for name, form in names.items() if (tag := find_tag(name))}
    return dict.fromkeys(by_code[code] for code in source.chain if by_code.get(code))
