"""What one text asked of the site around it, so that a later build can tell whether it still holds.

Pictures, files and snippets are looked up by name; a text that named something missing is told the
nearest name, so it has seen all names. Each answer is a ``(kind, name, answer)`` of three texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from hutong.source.context import Snippet, SourceContext

_Found = TypeVar("_Found")

Answer = tuple[str, str, str]
"""Kind, name, and what was found under it: empty for nothing. ``EVERY`` is no one's name."""
EVERY: Final = ""
"""Stands for all names: its answer is their digest."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All questions of one text."""

    images: _AskedMapping[tuple[int, int]]
    files: _AskedNames
    snippets: _AskedMapping[Snippet]

    def answers(self) -> tuple[Answer, ...]:
        """Every question with its answer, sorted; nothing but texts, fit to be stored."""
        told = [("images", *one) for one in self.images.told()]
        told += [("files", *one) for one in self.files.told()]
        told += [("snippets", *one) for one in self.snippets.told()]
        return tuple(sorted(told))


def recording(context: SourceContext) -> tuple[SourceContext, Asked]:
    """The same context, which notes what it is asked: make one for each text."""
    asked = Asked(
        _AskedMapping(context.images, _size),
        _AskedNames(context.files),
        _AskedMapping(context.snippets, _digest),
    )
    noting = SourceContext(  # as dataclasses.replace does, for each of ten thousand texts
        timezone=context.timezone,
        variants=context.variants,
        default_variant=context.default_variant,
        written=context.written,
        base_path=context.base_path,
        images=asked.images,
        files=asked.files,
        snippets=asked.snippets,
    )
    return noting, asked


def still_holds(answers: Iterable[Answer], context: SourceContext) -> bool:
    """Whether the site would answer a text's questions as it did."""
    return all(_now(kind, name, context) == answer for kind, name, answer in answers)


def _now(kind: str, name: str, context: SourceContext) -> str:
    known: Collection[str] = getattr(context, kind)
    if name == EVERY:
        return _names(known)
    if name not in known:
        return ""
    if kind == "images":
        return _size(context.images[name])
    return _digest(context.snippets[name]) if kind == "snippets" else "there"


def _size(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def _digest(snippet: Snippet) -> str:
    parts = repr((snippet.name, snippet.html, snippet.links, snippet.assets))
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()


def _names(names: Iterable[str]) -> str:
    return hashlib.blake2b("\0".join(sorted(names)).encode(), digest_size=16).hexdigest()


class _AskedMapping(Mapping[str, _Found], Generic[_Found]):
    """A mapping that notes each name it is asked for."""

    __slots__ = ("_every", "_found", "_known", "_sign")

    def __init__(self, known: Mapping[str, _Found], sign: Callable[[_Found], str]) -> None:
        self._known, self._sign = known, sign
        self._found: dict[str, _Found | None] = {}
        self._every = False

    def __getitem__(self, name: str) -> _Found:
        if name not in self:
            raise KeyError(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        self._found[name] = found = self._known.get(name)
        return found is not None

    def __iter__(self) -> Iterator[str]:
        self._every = True
        return iter(self._known)

    def __len__(self) -> int:
        self._every = True
        return len(self._known)

    def told(self) -> Iterator[tuple[str, str]]:
        """Each name with the sign of what is under it."""
        for name, found in self._found.items():
            yield name, "" if found is None else self._sign(found)
        if self._every:
            yield EVERY, _names(self._known)


class _AskedNames(Collection[str]):
    """A set of names that notes each one it is asked for."""

    __slots__ = ("_every", "_found", "_known")

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._found: dict[str, bool] = {}
        self._every = False

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        self._found[name] = found = name in self._known
        return found

    def __iter__(self) -> Iterator[str]:
        self._every = True
        return iter(self._known)

    def __len__(self) -> int:
        self._every = True
        return len(self._known)

    def told(self) -> Iterator[tuple[str, str]]:
        """Each name with whether it is there."""
        for name, found in self._found.items():
            yield name, "there" if found else ""
        if self._every:
            yield EVERY, _names(self._known)
