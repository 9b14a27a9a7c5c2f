"""Single values of records: what each must be, and what is made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from hutong.near import did_you_mean
from hutong.register.dates import parse_vague
from hutong.register.table import Field, Shape, Words

_ADDRESS: Final = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:[/?#][^\s\"<>\\]*)?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_FILE: Final = re.compile(r"files/[^\s/][^\s]*")
_FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}
_LONGEST_WORDS: Final = 2_000
MEND: Final = "write it so, or take the line out"


class WrongError(Exception):
    """A value that cannot stay: what it is not."""

    def __init__(self, wanted: str, mend: str = MEND) -> None:
        super().__init__(wanted)
        self.wanted = wanted
        self.mend = mend


def read_value(given: str, field: Field) -> Any:
    """The typed value of a field that is no group and no choice of forms.

    :raises WrongError: where it is none.
    """
    return _READERS[field.shape](given, field)


def check_value(given: str, field: Field) -> None:
    """See that a single value will do for a field.

    :raises ValueError: saying what it must be.
    """
    try:
        read_value(given, field)
    except WrongError as wrong:
        raise ValueError(f"that is not {wrong.wanted}; {wrong.mend}") from wrong


def is_language(tag: str) -> bool:
    """Whether it looks like a language tag."""
    return _LANGUAGE.fullmatch(tag) is not None


def is_words(text: str) -> bool:
    """Text that says something, not endless."""
    return any(map(str.isalnum, text)) and len(text) <= _LONGEST_WORDS


def _words(given: str, _: Field) -> Words:
    if not is_words(given):
        raise WrongError(WANTED[Shape.WORDS])
    return Words(given)


def _plain(given: str, _: Field) -> str:
    if "\n" in given or not is_words(given):
        raise WrongError(WANTED[Shape.PLAIN])
    return given


def _date(given: str, _: Field) -> str:
    try:
        parse_vague(given)
    except ValueError as error:
        raise WrongError("a date", str(error)) from error
    return given


def _choice(given: str, field: Field) -> str:
    if given not in field.words:
        codes = tuple(field.words)
        near = did_you_mean(given, codes, f"use one of {', '.join(codes)}")
        raise WrongError("one of the words it may be", near)
    return given


def _digest(given: str, _: Field) -> str:
    """As programs write it, whichever did."""
    found = given.casefold()
    if not _DIGEST.fullmatch(found):
        raise WrongError(WANTED[Shape.DIGEST])
    return found


def _matching(pattern: re.Pattern[str], shape: Shape) -> Callable[[str, Field], str]:
    def read(given: str, _: Field) -> str:
        if not pattern.fullmatch(given):
            raise WrongError(WANTED[shape])
        return given

    return read


def _flag(given: str, _: Field) -> bool:
    if given.casefold() not in _FLAGS:
        raise WrongError("yes or no")
    return _FLAGS[given.casefold()]


WANTED: Final = {
    Shape.WORDS: f"a text of at most {_LONGEST_WORDS} characters, or one for each variant",
    Shape.PLAIN: "a name or number on one line",
    Shape.DATE: "a date",
    Shape.CHOICE: "a word",
    Shape.REFERENCE: "the id or a name of a record",
    Shape.TERM: "an id or a name",
    Shape.ADDRESS: "a web address that begins with https://",
    Shape.FILE: "a file such as files/text.pdf",
    Shape.DIGEST: "a SHA-256: 64 figures and letters a to f",
    Shape.LANGUAGE: "a language such as zh, en or pt",
    Shape.FLAG: "yes or no",
}
"""What each value must be, to be told."""
_READERS: Final[Mapping[Shape, Callable[[str, Field], Any]]] = {
    Shape.WORDS: _words,
    Shape.PLAIN: _plain,
    Shape.DATE: _date,
    Shape.CHOICE: _choice,
    Shape.REFERENCE: _plain,
    Shape.TERM: _plain,
    Shape.ADDRESS: _matching(_ADDRESS, Shape.ADDRESS),
    Shape.FILE: _matching(_FILE, Shape.FILE),
    Shape.DIGEST: _digest,
    Shape.LANGUAGE: _matching(_LANGUAGE, Shape.LANGUAGE),
    Shape.FLAG: _flag,
}
