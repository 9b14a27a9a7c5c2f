"""Short names that a text gives to an organisation, and the register does not know.

``某市某局（以下简称“某局”）`` says that 某局 is that bureau. Unless the bureau's record has it
among its ``aliases``, the next text that says 某局 is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from hutong.model import Problem, Severity
from hutong.register.entries import Entry, EntryKind, Register

_LONGEST: Final = 40
_LONGEST_ALIAS: Final = 20
_SHORTEST: Final = 2
_BRACKETS: Final = re.compile(r"[（(]([^（()）\n]{3,120})[）)]")
_CALLED: Final = re.compile(
    r"(?:(?:以下|下文|[后後]文|文中|下)[均皆统統]?[简簡]?|[简簡又亦也])[称稱](?:[为為作])?[:：]?\s*"
)
_QUOTED: Final = re.compile('[“‘「『"]([^“”‘’「」『』"]+)[”’」』"]')
_PLAIN_END: Final = re.compile("[，,；;、。]")
_CLOSING: Final = "*_~`]”’」』》> \t"


def find_undeclared_aliases(
    lines: Iterable[tuple[int, str]], register: Register, path: str
) -> Iterator[Problem]:
    """A warning for each short name that no record has; ``path`` is as problems show it."""
    told: set[tuple[str, str]] = set()
    for number, text in lines:
        for name, alias in _given_aliases(text, register):
            entry = register.find(EntryKind.ORGANISATION, name)
            known = register.find(EntryKind.ORGANISATION, alias)
            if entry and known is not entry and (entry.id, alias) not in told:
                told.add((entry.id, alias))
                yield _problem(path, number, alias, entry, known)


def _problem(path: str, line: int, alias: str, entry: Entry, known: Entry | None) -> Problem:
    if known is None:
        what = f"「{alias}」 is said to be short for {entry.id}, but {entry.path} does not have it"
        mend = "add it to 'aliases:' there"
    else:
        what = f"「{alias}」 is said to be short for {entry.id}, but it means {known.id}"
        mend = f"choose another short name, or mend 'aliases:' in {known.path}"
    return Problem(path, line, what, mend, Severity.WARNING)


def _given_aliases(text: str, register: Register) -> Iterator[tuple[str, str]]:
    """The name of an organisation, and what a bracket behind it calls it."""
    for bracket in _BRACKETS.finditer(text):
        called = _CALLED.search(bracket[1])
        if called:
            name = _name_before(text[: bracket.start()], register)
            for alias in _aliases(bracket[1][called.end() :]) if name else ():
                yield name, alias


def _name_before(text: str, register: Register) -> str:
    """The longest name of an organisation that a text ends with; empty if there is none."""
    end = text[-2 * _LONGEST :].rstrip(_CLOSING)
    for start in range(max(0, len(end) - _LONGEST), len(end) - _SHORTEST + 1):
        if register.find(EntryKind.ORGANISATION, end[start:]):
            return end[start:]
    return ""


def _aliases(called: str) -> list[str]:
    """What stands in quotes, or else all up to a mark."""
    names = _QUOTED.findall(called) or [_PLAIN_END.split(called)[0]]
    trimmed = (name.strip(_CLOSING) for name in names)
    return [name for name in trimmed if _SHORTEST <= len(name) <= _LONGEST_ALIAS]
