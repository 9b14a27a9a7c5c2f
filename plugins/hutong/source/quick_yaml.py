"""The YAML that editors mostly write, read line by line; anything else is for the YAML reader.

Taken: ``key: value`` with a plain or double-quoted value, ``[one, two]``, and below a key one level
of ``key: value`` or of items, which are words, ``{key: value}`` or keys of their own. What comes
out is what :func:`hutong.lined_yaml.load_yaml` gives; where there is the least doubt, None does.
"""

from __future__ import annotations

import re
from typing import Final

from hutong.lined_yaml import Lined, Value
from hutong.source.characters import STRANGE

_LONGEST: Final = 20_000
_NAME: Final = "[A-Za-z][A-Za-z0-9_-]{0,60}"
_QUOTED: Final = r'"[^"\\\n]*"'
_WORD: Final = r"[^\x00-/:-@\[-`{-\xa0]"  # soon compiled, unlike all letters
_PLAIN: Final = rf"{_WORD}(?:[^:#\n]|:(?=[^ \n]))*+"
"""A value alone on its line."""
_FLOW: Final = rf"(?:{_QUOTED}|{_WORD}[^\]\[{{}},:#?\"\n]*+)"
"""A value among others between brackets."""
_LINE: Final = re.compile(
    rf"(?P<indent>(?:  ){{0,2}})(?P<dash>- )?(?:(?P<key>{_NAME}):(?: +|$))?"
    rf"(?:(?P<quoted>{_QUOTED})|(?P<plain>{_PLAIN})"
    rf"|(?P<list>\[(?:{_FLOW}(?:, *{_FLOW})*)?\])"
    rf"|(?P<group>\{{{_NAME}: +{_FLOW}(?:, *{_NAME}: +{_FLOW})*\}})|) *"
)
_ONE: Final = re.compile(_FLOW)
_MEMBER: Final = re.compile(rf"({_NAME}): +({_FLOW})")
_NOTHING: Final = frozenset({"null", "Null", "NULL"})


class _DoubtError(Exception):
    """Something that only the YAML reader should judge."""


def quick_yaml(text: str, first_line: int) -> Lined | None:
    """The keys of a front matter with their lines, or None where it is not as plain as that."""
    if len(text) > _LONGEST or STRANGE.search(text):
        return None
    reader = _Reader()
    try:
        for number, line in enumerate(text.removesuffix("\n").split("\n"), first_line):
            reader.take(line, number)
        reader.end()
    except _DoubtError:
        return None
    return Lined(reader.top, reader.lines, ())


class _Reader:
    """Goes through the lines; ``parent`` is the top key that waits for what comes below it."""

    def __init__(self) -> None:
        self.top: dict[str, Value] = {}
        self.lines: dict[str, int] = {}
        self.parent = ""
        self.group: dict[str, Value] | None = None
        self.items: list[Value] | None = None
        self.where = ""
        self.depth = 0

    def take(self, line: str, number: int) -> None:
        """Take in one line."""
        match = _LINE.fullmatch(line)
        if match is None:
            raise _DoubtError
        indent, dash, key, quoted, plain, several, group = match.groups()
        if dash:
            self._item(len(indent), number)
            if key is None:
                self._append(_scalar(quoted or plain) if not group else _members(group))
                self._tell_members(group, number)
                return
            indent += "  "
            self.group = {}
            self._append(self.group)
        if key is None or group:
            raise _DoubtError
        value = _values(several) if several else _scalar(quoted or plain)
        self._put(len(indent), key, value, number)

    def end(self) -> None:
        """Leave what was open; a key with nothing below it is for the YAML reader."""
        if self.parent and self.parent not in self.top:
            raise _DoubtError
        self.parent, self.group, self.items = "", None, None

    def _put(self, depth: int, key: str, value: Value, number: int) -> None:
        if depth:
            self._below(depth, key, value, number)
            return
        self.end()
        if key in self.lines:
            raise _DoubtError
        self.lines[key] = number
        if value is None:
            self.parent = key
        else:
            self.top[key] = value
            self._count(key, value, number)

    def _below(self, depth: int, key: str, value: Value, number: int) -> None:
        """A key of a group or of an item."""
        if self.group is None and self.parent and self.items is None:
            self.top[self.parent] = self.group = {}
            self.where, self.depth = self.parent, depth
        if self.group is None or depth != self.depth or value is None or key in self.group:
            raise _DoubtError
        self.group[key] = value
        self.lines[f"{self.where}.{key}"] = number
        self._count(f"{self.where}.{key}", value, number)

    def _item(self, depth: int, number: int) -> None:
        """The dash of an item."""
        if not self.parent or (self.items is None and self.group is not None):
            raise _DoubtError
        if self.items is None:
            self.top[self.parent] = self.items = []
            self.depth = depth + 2
        elif depth + 2 != self.depth:
            raise _DoubtError
        self.group = None
        self.where = f"{self.parent}.{len(self.items)}"
        self.lines[self.where] = number

    def _append(self, value: Value) -> None:
        if value is None or self.items is None:
            raise _DoubtError
        self.items.append(value)

    def _tell_members(self, group: str | None, number: int) -> None:
        for key, _ in _MEMBER.findall(group) if group else ():
            self.lines[f"{self.where}.{key}"] = number

    def _count(self, where: str, value: Value, number: int) -> None:
        if isinstance(value, list):
            for index in range(len(value)):
                self.lines[f"{where}.{index}"] = number


def _scalar(typed: str | None) -> Value:
    """A value as it was typed; None where nothing was."""
    if typed is None:
        return None
    if typed[0] == '"':
        return typed[1:-1].strip()
    if typed in _NOTHING or typed.rstrip(" ") in _NOTHING:
        raise _DoubtError
    return typed.strip()


def _values(typed: str) -> Value:
    return [_scalar(one) for one in _ONE.findall(typed, 1)]


def _members(typed: str) -> Value:
    pairs = _MEMBER.findall(typed)
    group: dict[str, Value] = {key: _scalar(value) for key, value in pairs}
    if len(group) != len(pairs):
        raise _DoubtError
    return group
