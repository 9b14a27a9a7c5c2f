"""What a template can reach: other templates, and names that it asks views for.

Read from the sources without rendering, and kept: a build that changes no template does not
parse any.
"""

from __future__ import annotations

import hashlib
import importlib.machinery
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from hutong.build.vault import read_whole, write_whole
from hutong.errors import CannotRun

_MAGIC: Final = b"hutong theme reach 2\n"
_LIBRARY: Final = "jinja2"


class Reach(NamedTuple):
    """What one template names. None: more than can be read from it.

    ``dialect`` are the filters, tests and names from outside that it uses.
    """

    templates: Sequence[str] | None
    names: Sequence[str] | None
    dialect: Sequence[str]
    apart: Sequence[str]
    """Of ``templates``, those that are rendered as such, and not as a part of this one."""


class Theme:
    """The templates in one folder, read once.

    ``own`` are the names of the site's own filters, tests and globals; what those read of a view
    cannot be known.
    """

    def __init__(self, templates: Path, own: frozenset[str], cache: Path | None) -> None:
        self.templates = templates
        self._own = own
        self._kept = None if cache is None else cache / "reach"
        self._closures: dict[str, frozenset[str]] = {}

    @cached_property
    def sources(self) -> Mapping[str, bytes]:
        """Every file below ``templates``, by its name there.

        :raises CannotRun: if one cannot be read.
        """
        try:
            return {
                path.relative_to(self.templates).as_posix(): path.read_bytes()
                for path in sorted(self.templates.rglob("*"))
                if path.is_file()
            }
        except OSError as error:
            message = f"the template {error.filename} cannot be read ({error.strerror}); mend that"
            raise CannotRun(message) from error

    @cached_property
    def digest(self) -> bytes:
        """Of all templates, and of the library that reads them."""
        return _digest([("", library_stamp()), *self.sources.items()])

    def closure(self, template: str) -> frozenset[str]:
        """Every template that ``template`` can lead to, itself included; also missing ones."""
        name = normal_name(template)
        if name not in self._closures:
            self._closures[name] = frozenset(self._followed(name))
        return self._closures[name]

    def rendered(self, templates: Iterable[str]) -> frozenset[str]:
        """``templates`` and what of their closures is rendered as a template of its own."""
        found = set(map(normal_name, templates))
        for name in frozenset().union(*map(self.closure, found)):
            reach = self._reaches.get(name)
            found.update(map(normal_name, reach.apart if reach else ()))
        return frozenset(found & self.sources.keys())

    def template_digest(self, template: str) -> bytes:
        """Of the sources of the whole closure: what it was, if none of them changed."""
        names = sorted(self.closure(template))
        sources = [(name, self.sources.get(name, b"\0missing")) for name in names]
        return _digest([("", library_stamp()), *sources])

    def used_names(self, template: str) -> frozenset[str] | None:
        """Every field name that ``template`` or what it leads to asks for; None for any name.

        A name counts wherever it stands. Records compared or looked up as wholes (``x in y``) ask
        for all their fields without naming them; so fields may be left empty only in records that
        are not compared. Templates that use the site's own filters, tests or globals may ask for
        anything.
        """
        found: set[str] = set()
        for name in self.closure(template):
            reach = self._reaches.get(name)
            if reach is None:
                continue
            if reach.names is None or self._own & set(reach.dialect):
                return None
            found.update(reach.names)
        return frozenset(found)

    def _followed(self, template: str) -> Iterable[str]:
        seen = {template}
        todo = [template]
        while todo:
            reach = self._reaches.get(todo.pop())
            if reach is None:
                continue
            if reach.templates is None:
                return seen | self.sources.keys()
            named = set(map(normal_name, reach.templates))
            todo += named - seen
            seen |= named
        return seen

    @cached_property
    def _reaches(self) -> dict[str, Reach]:
        magic = _MAGIC + self.digest
        data = read_whole(self._kept, magic=magic) if self._kept else None
        if data is not None:
            return {name: Reach(*kept) for name, kept in json.loads(data).items()}
        from hutong.build.theming.reading import read_template  # brings Jinja's parser

        found = {name: read_template(source) for name, source in self.sources.items()}
        if self._kept:
            write_whole(self._kept, json.dumps(found).encode(), magic=magic)
        return found


def normal_name(template: str) -> str:
    """A template's name as its path below the folder has it: ``./a//b.html`` is ``a/b.html``."""
    return "/".join(part for part in template.split("/") if part not in ("", "."))


def library_stamp() -> bytes:
    """Names the version of the template library without importing it, and of Python's code."""
    return _stamp(importlib.machinery.PathFinder.find_spec)


def _stamp(find_spec: Callable[[str], Any]) -> bytes:
    global _known  # noqa: PLW0603 - the library does not change while we run
    if _known is None:
        spec = find_spec(_LIBRARY)
        folder = Path(spec.origin).parent.parent
        versions = sorted(path.name for path in folder.glob(f"[jJ]{_LIBRARY[1:]}-*.dist-info"))
        if len(versions) != 1:  # no wheel, as in a distribution's package
            from importlib.metadata import version  # slow, and seldom needed

            versions = [version(_LIBRARY)]
        _known = versions[0].encode()
    return _known


_known: bytes | None = None


def _digest(items: Iterable[tuple[str, bytes]]) -> bytes:
    total = hashlib.blake2b(digest_size=20)
    for name, data in items:
        total.update(f"{len(name.encode())} {len(data)}\n{name}".encode())
        total.update(data)
    return total.digest()
