"""YAML and front matter as typed, with the line of every key.

Every scalar stays the text that the editor typed: YAML's own guesses (``on`` is true, ``12:30``
is 750) never apply, the reader of a value decides what it means. The tree is built from YAML
events, so aliases cannot multiply, nesting cannot overflow the stack, and every key knows its line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hutong.model import Problem

if TYPE_CHECKING:
    import yaml

Value = str | None | list["Value"] | dict[str, "Value"]
"""A front matter value: text, nothing, a list or a mapping."""

FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Characters that no text needs: controls, changes of direction, surrogates, noncharacters."""
PRIVATE: Final = "\ue000-\uf8ff"
"""Private use, as a character class: some old texts have it, no name and no term may."""
_FENCE: Final = re.compile(r"^---[ \t]*$", re.MULTILINE)
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_MAX_DEPTH: Final = 8
_MAX_CHARACTERS: Final = 64 * 1024
_QUOTE: Final = "put quotes around the value if it holds : # [ ] { } & * ! | > ' \" % @ or `"


@dataclass(frozen=True, slots=True)
class Lined:
    """A parsed text: ``lines`` maps key paths (``byline.0.name``) to lines counted from 1."""

    value: Any
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]

    def line(self, at: str) -> int:
        """The line of a key path, or of its nearest parent that has one; 1 if none has."""
        return nearest_line(self.lines, at)


def nearest_line(lines: Mapping[str, int], at: str) -> int:
    """The line of a key path among ``lines``, or of its nearest parent; 1 if none has one."""
    while at and at not in lines:
        at = at.rpartition(".")[0]
    return lines.get(at, 1)


@dataclass(frozen=True, slots=True)
class Split:
    """A content file in two parts; ``data`` is None where the front matter cannot be read."""

    data: dict[str, Value] | None
    lines: Mapping[str, int]
    body: str
    body_line: int
    problems: tuple[Problem, ...]


Quick = Callable[[str, int], Lined | None]
"""Reads YAML that begins at a line, as :func:`load_yaml` does, or gives None."""


def split(text: str, path: str, quick: Quick | None = None) -> Split:
    """Part front matter from body; ``path`` is as problems show it, ``quick`` is tried first."""
    opening = _FENCE.match(text)
    if not opening:
        return _without(
            text,
            path,
            "the file has no front matter",
            "start it with a line ---, then title: and date:, then a line --- again",
        )
    closing = _FENCE.search(text, opening.end() + 1)
    if not closing:
        return _without(
            text, path, "the front matter has no end", "add a line --- after the last key"
        )
    front = text[opening.end() + 1 : closing.start()]
    loaded = quick(front, 2) if quick else None
    if loaded is None:
        loaded = load_yaml(front, path=path, first_line=2)
    problems = list(loaded.problems)
    data = loaded.value if isinstance(loaded.value, dict) else None
    if data is None and not problems:
        what, mend = "the front matter is no list of keys", "write one `key: value` a line"
        problems.append(Problem(path, 1, what, mend))
    body_line = text.count("\n", 0, closing.end()) + 2
    body = text[closing.end() + 1 :]
    return Split(data, loaded.lines, body, body_line, tuple(problems))


def _without(text: str, path: str, what: str, mend: str) -> Split:
    return Split(None, {}, text, 1, (Problem(path, 1, what, mend),))


def load_yaml(text: str, *, path: str, first_line: int = 1) -> Lined:
    """Parse ``text``, which begins at line ``first_line`` of the file shown as ``path``."""
    reader = _Reader(path, first_line)
    value = reader.read(text)
    return Lined(None if reader.problems else value, reader.lines, tuple(reader.problems))


def unknown_keys(loaded: Lined, at: str, known: Sequence[str], path: str) -> Iterator[Problem]:
    """Problems for keys of the mapping at key path ``at`` that are none of ``known``."""
    value = loaded.value
    for step in filter(None, at.split(".")):
        value = value[int(step) if isinstance(value, list) else step]
    for key in value:
        if key not in known:
            close = difflib.get_close_matches(str(key), known, 1)
            mend = f"did you mean '{close[0]}'?" if close else f"use {', '.join(known)}"
            line = loaded.line(f"{at}.{key}" if at else str(key))
            yield Problem(path, line, f"unknown key '{key}'", mend)


@dataclass(slots=True)
class _Open:
    """A list or mapping being filled; ``key`` is the mapping key that waits for its value."""

    node: list[Value] | dict[str, Value]
    where: str
    key: str | None = None


class _Reader:
    """Builds plain values from YAML events, with the line of every key."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []
        self._root: Value = None
        self._documents = 0

    def read(self, text: str) -> Value:
        """The value of the document, or None with the reason among the problems."""
        if len(text) > _MAX_CHARACTERS:
            what = "the YAML is longer than any record needs"
            self._problem(self.first_line, what, "move text below the second ---")
            return None
        import yaml  # only here: what is read quickly does without

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            for event in yaml.parse(text, Loader=loader):
                if not self._take(event):
                    return None
        except yaml.YAMLError as error:
            self._yaml_error(error)
            return None
        return self._root

    def _take(self, event: yaml.Event) -> bool:
        """Take in one event; False when reading cannot go on."""
        import yaml

        line = self._line(event.start_mark)
        if found := self._unwanted(event):
            self._problem(line, *found)
            return False
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            return self._start(event, line)
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()
        return True

    def _unwanted(self, event: yaml.Event) -> tuple[str, str] | None:
        """What is wrong with YAML that nothing here needs, and how to mend it."""
        import yaml

        if isinstance(event, yaml.AliasEvent):
            what = f"*{event.anchor} refers to another value (a YAML alias)"
            return what, "write the value out; " + _QUOTE
        if getattr(event, "tag", None):
            what = f"the value has a YAML tag ({event.tag})"  # type: ignore[attr-defined]  # just asked
            return what, "take the tag out; " + _QUOTE
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                what = "a second YAML document begins here"
                return what, "keep one; a record with a text below it is a file .md"
        return None

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> bool:
        bad = FORBIDDEN.search(event.value)
        if bad:
            what = f"the text holds the character U+{ord(bad[0]):04X}, which nobody can see"
            self._problem(line, what, "delete it, and type the text again if it was copied")
            return False
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.node, dict) and top.key is None:
            return self._key(top, event.value, line)
        plain = event.implicit[0] and event.value in _NOTHING
        self._put(None if plain else event.value.strip(), line)
        return True

    def _key(self, top: _Open, key: str, line: int) -> bool:
        where = f"{top.where}.{key}" if top.where else key
        if key in top.node:
            first = self.lines[where]
            self._problem(
                line, f"{where} is given twice, first on line {first}", "keep one of them"
            )
        self.lines[where] = line
        top.key = key
        return True

    def _start(self, event: yaml.Event, line: int) -> bool:
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.node, dict) and top.key is None:
            self._problem(line, "a key is a list or mapping instead of a word", _QUOTE)
            return False
        if len(self._stack) >= _MAX_DEPTH:
            self._problem(line, "values are nested too deep", "see docs/editors.md for the keys")
            return False
        from yaml import MappingStartEvent

        node: list[Value] | dict[str, Value] = {} if isinstance(event, MappingStartEvent) else []
        where = self._put(node, line)
        self._stack.append(_Open(node, where))
        return True

    def _put(self, value: Value, line: int) -> str:
        """Store a finished or opened value where it belongs and say where that is."""
        if not self._stack:
            self._root = value
            return ""
        top = self._stack[-1]
        if isinstance(top.node, list):
            where = f"{top.where}.{len(top.node)}" if top.where else str(len(top.node))
            self.lines[where] = line
            top.node.append(value)
        else:
            key = top.key or ""
            where = f"{top.where}.{key}" if top.where else key
            top.node[key] = value
            top.key = None
        return where

    def _yaml_error(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = self._line(mark)
        detail = getattr(error, "problem", None) or str(error).splitlines()[0]
        self._problem(
            line,
            f"this is not valid YAML ({detail})",
            "indent with spaces, one space after the colon, and " + _QUOTE,
        )

    def _problem(self, line: int, what: str, mend: str) -> None:
        self.problems.append(Problem(self.path, line, what, mend))

    def _line(self, mark: object) -> int:
        """A mark of the pure or the C parser, or None, as a line of the file."""
        return self.first_line + int(getattr(mark, "line", 0))
