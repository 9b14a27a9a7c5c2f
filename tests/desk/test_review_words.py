"""The words of the review page: complete in both scripts, sorted, nothing unused."""

from __future__ import annotations

import re
from typing import Final

import hanzidentifier
import pytest

from hutong.desk.review_notes import DECIDED
from hutong.desk.review_page import LOCALES, PROGRAM, part, words
from hutong.variants import doubts, notes

_CODE: Final = "".join(part(name) for name in PROGRAM)
_PAGE: Final = part("page.html")
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")
_SENTENCES: Final = r'"([A-Z][a-z]+(?:[ ,;…()%][^"\n]*)?)"'
"""A text in the program that begins like a sentence is one for people, or one of ``_OTHERS``."""
_OTHERS: Final = {"Content-Type"}
_KEYED: Final = ("rule:", "why:", "error:")
"""Words whose msgid is put together from what the server says."""


def _asked_for() -> set[str]:
    literal = set(re.findall(r'word\("([^"]+)"', _CODE))
    spoken = set(re.findall(_SENTENCES, _CODE)) - {"ArrowLeft", "ArrowRight", "POST"}
    marked = set(re.findall(r'data-(?:word|label|title)="([^"]+)"', _PAGE))
    return literal | spoken | marked


def test_both_scripts_say_the_same() -> None:
    """What the page can say in one script it can say in the other, with the same blanks."""
    hant, hans = map(words, LOCALES)
    assert list(hant) == list(hans)
    for msgid in hant:
        blanks = sorted(_PLACEHOLDER.findall(msgid))
        assert sorted(_PLACEHOLDER.findall(hant[msgid])) == blanks
        assert sorted(_PLACEHOLDER.findall(hans[msgid])) == blanks


def test_everything_asked_for_is_there_and_nothing_more() -> None:
    """No English reaches editors, and no word is left over."""
    known = {one for one in words(LOCALES[0]) if not one.startswith(_KEYED)}
    asked = {one for one in _asked_for() if not one.startswith(_KEYED)} - _OTHERS
    assert sorted(asked - known) == []
    assert sorted(known - asked) == []


def test_every_rule_of_the_converter_is_explained() -> None:
    """The rules that notes can have each have a name and a reason."""
    rules = {notes.MIXED, notes.NAME, notes.UNCONVERTED, doubts.CONTEXT, doubts.SPELLING, DECIDED}
    known = words(LOCALES[0])
    assert [rule for rule in rules if f"rule:{rule}" not in known] == []
    assert [rule for rule in rules if f"why:{rule}" not in known] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_words_are_written_in_their_script(locale: str) -> None:
    """Hand-written words do not mix scripts."""
    fits = hanzidentifier.is_traditional if "Hant" in locale else hanzidentifier.is_simplified
    found = words(locale)
    assert [
        text for text in found.values() if hanzidentifier.has_chinese(text) and not fits(text)
    ] == []
    assert [msgid for msgid, text in found.items() if not text] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogue_is_sorted(locale: str) -> None:
    """A word has one place."""
    assert list(words(locale)) == sorted(words(locale))
