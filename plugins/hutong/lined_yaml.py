"""YAML that remembers where every value stands, so that problems can name the line.

Plain scalars stay text unless the YAML core schema makes them null, a number, true or false;
dates, ``yes``/``no`` and ``12:30`` stay as typed, for readers of the value to judge.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from hutong.model import Problem


@dataclass(frozen=True, slots=True)
class Lined:
    """A parsed text: ``lines`` maps key paths (``byline.0.name``) to lines counted from 1."""

    value: Any
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]

    def line(self, at: str) -> int:
        """The line of a key path, or of its nearest parent that has one; 1 if none has."""
        while at:
            if at in self.lines:
                return self.lines[at]
            at = at.rpartition(".")[0]
        return self.lines.get("", 1)


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


class _Loader(yaml.SafeLoader):
    """SafeLoader with the core schema's plain scalars only."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012  # PyYAML's own class attribute


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("tag:yaml.org,2002:int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), _first)


def load_yaml(text: str, *, path: str, first_line: int = 1) -> Lined:
    """Parse ``text``, which begins at line ``first_line`` of the file shown as ``path``."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        reader = _Reader(path, first_line)
        reader.walk(node, "")
        if reader.problems:
            return Lined(None, reader.lines, tuple(reader.problems))
        value = None if node is None else loader.construct_document(node)
    except yaml.YAMLError as error:
        return Lined(None, {}, (_complaint(error, path, first_line),))
    except RecursionError:
        problem = Problem(path, first_line, "the YAML is nested too deeply", "make it flat")
        return Lined(None, {}, (problem,))
    finally:
        loader.dispose()
    return Lined(value, reader.lines, ())


class _Reader:
    """Walks the composed nodes once, noting lines and what must not be there."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def walk(self, node: yaml.Node | None, at: str) -> None:
        if node is None:
            return
        line = node.start_mark.line + self.first_line
        self.lines.setdefault(at, line)
        if id(node) in self.seen:
            self._say(line, "a YAML alias (*) is used", "write the value out again")
            return
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            self._mapping(node, at)
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                self.walk(item, f"{at}.{number}" if at else str(number))
        elif not node.tag.startswith("tag:yaml.org,2002:"):
            self._say(line, f"the YAML tag {node.tag} is not allowed", "take it out")

    def _mapping(self, node: yaml.MappingNode, at: str) -> None:
        keys: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + self.first_line
            if not isinstance(key, yaml.ScalarNode):
                self._say(line, "a key is not plain text", "write 'key: value'")
                continue
            if key.value in keys:
                what = f"'{key.value}' is given twice, first on line {keys[key.value]}"
                self._say(line, what, "keep one of them")
            keys.setdefault(key.value, line)
            inner = f"{at}.{key.value}" if at else key.value
            self.lines.setdefault(inner, line)
            self.walk(value, inner)

    def _say(self, line: int, what: str, mend: str) -> None:
        self.problems.append(Problem(self.path, line, what, mend))


def _complaint(error: yaml.YAMLError, path: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = first_line + (mark.line if mark else 0)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    mend = "check quotes, colons and spaces there; put text with ': ' or '#' in quotes"
    return Problem(path, line, f"this is not valid YAML ({said})", mend)
