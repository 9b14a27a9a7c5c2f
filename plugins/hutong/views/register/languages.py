"""What languages are called in an edition: 中文, 英文."""

from __future__ import annotations

import re
from typing import Final

from hutong.views.edition import Edition

_WORDS: Final = {"zh": "Chinese", "en": "English", "pt": "Portuguese"}
"""Those of the region, by hand; others are named as the Unicode CLDR names them."""


_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def foreign(text: str) -> str:
    """The language of words that are not Chinese, which are taken to be English; else empty."""
    return "" if not text or _HAN.search(text) else "en"


def language_name(edition: Edition, tag: str) -> str:
    """The name of a language by its tag: ``en``, ``pt``, ``zh-Hant``."""
    return edition.once(_name, tag.partition("-")[0].lower())


def _name(edition: Edition, language: str) -> str:
    word = _WORDS.get(language)
    if word:
        return edition.words(word)
    from babel import Locale  # slow to come, and seldom needed

    return str(Locale.parse(edition.variant.locale).languages.get(language, language))
