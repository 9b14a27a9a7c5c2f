"""What languages are called in an edition: 中文, 英文."""

from __future__ import annotations

from typing import Final

from hutong.views.edition import Edition

_WORDS: Final = {"zh": "Chinese", "en": "English", "pt": "Portuguese"}
"""Those of the region, by hand; others are named as the Unicode CLDR names them."""


def language_name(edition: Edition, tag: str) -> str:
    """The name of a language by its tag: ``en``, ``pt``, ``zh-Hant``."""
    return edition.once(_name, tag.partition("-")[0].lower())


def _name(edition: Edition, language: str) -> str:
    word = _WORDS.get(language)
    if word:
        return edition.words(word)
    from babel import Locale  # slow to come, and seldom needed

    return str(Locale.parse(edition.variant.locale).languages.get(language, language))
