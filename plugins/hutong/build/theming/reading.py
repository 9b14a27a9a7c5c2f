"""One template's source → what it names, by Jinja's own parser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from jinja2 import TemplateSyntaxError, meta, nodes

from hutong.build.theming.environment import ThemeEnvironment
from hutong.build.theming.generate import cached_partial
from hutong.build.theming.reach import Reach

_ATTRIBUTE: Final = {
    "attr": 0, "groupby": 0, "max": 1, "min": 1, "rejectattr": 0, "selectattr": 0, "sort": 2,
    "sum": 0, "unique": 1, "join": 1, "map": None,
}  # fmt: skip
"""Filters that read fields by name, with the place of that argument; ``map`` has it by keyword."""
_WHOLE: Final = frozenset({"pprint", "tojson", "xmlattr", "dictsort", "items", "format"})
"""Filters that may show a record as a whole."""
_UNKNOWN: Final = Reach(templates=None, names=None, dialect=(), apart=())


class _Dynamic(Exception):  # no error
    """A name that is known only when the page is made."""


def read_template(source: bytes) -> Reach:
    """What ``source`` names; nothing is known of one that cannot be read or parsed."""
    environment = ThemeEnvironment(None)
    try:
        tree = environment.parse(source.decode())
    except (TemplateSyntaxError, UnicodeDecodeError):
        return _UNKNOWN
    return Reach(_templates(tree), _names(tree), _dialect(tree), _apart(tree))


def _templates(tree: nodes.Template) -> tuple[str, ...] | None:
    found: set[str] = set()
    for name in meta.find_referenced_templates(tree):
        if name is None:
            return None
        found.add(name)
    partials = 0
    for call in tree.find_all(nodes.Call):
        name = cached_partial(call)
        if name is not None:
            found.add(name)
            partials += 1
    mentioned = sum(node.name == "cached" for node in tree.find_all(nodes.Name))
    return tuple(sorted(found)) if mentioned == partials else None


def _apart(tree: nodes.Template) -> tuple[str, ...]:
    found = set(filter(None, map(cached_partial, tree.find_all(nodes.Call))))
    for node in tree.find_all((nodes.Extends, nodes.Import, nodes.FromImport)):
        name: nodes.Expr = vars(node)["template"]
        if isinstance(name, nodes.Const) and isinstance(name.value, str):
            found.add(name.value)
    return tuple(sorted(found))


def _names(tree: nodes.Template) -> tuple[str, ...] | None:
    try:
        return tuple(sorted({name for node in tree.find_all(nodes.Expr) for name in _asked(node)}))
    except _Dynamic:
        return None


def _asked(node: nodes.Expr) -> Iterator[str]:
    if isinstance(node, nodes.Getattr):
        yield node.attr
    elif isinstance(node, nodes.Getitem):
        yield from _subscript(node.arg)
    elif isinstance(node, nodes.Filter):
        yield from _filtered(node)


def _subscript(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Slice):
        return
    if isinstance(node, nodes.Neg):
        node = node.node
    if not isinstance(node, nodes.Const):
        raise _Dynamic
    if isinstance(node.value, str):
        yield node.value


def _filtered(node: nodes.Filter) -> Iterator[str]:
    if node.name in _WHOLE or node.dyn_args or node.dyn_kwargs:
        raise _Dynamic
    if node.name not in _ATTRIBUTE:
        return
    yield from _parts(one.value for one in node.kwargs if one.key in ("attribute", "name"))
    place = _ATTRIBUTE[node.name]
    if place is not None and len(node.args) > place:
        yield from _parts([node.args[place]])
    if node.name == "map" and node.args and not _is_plain_map(node.args[0]):
        raise _Dynamic


def _is_plain_map(node: nodes.Expr) -> bool:
    """Whether ``map("filter", ...)`` names a filter that reads no fields."""
    if not isinstance(node, nodes.Const):
        return False
    return node.value not in _ATTRIBUTE and node.value not in _WHOLE


def _parts(arguments: Iterable[nodes.Node]) -> Iterator[str]:
    for argument in arguments:
        if not isinstance(argument, nodes.Const):
            raise _Dynamic
        if isinstance(argument.value, str):
            yield from (name for part in argument.value.split(",") for name in part.split("."))


def _dialect(tree: nodes.Template) -> tuple[str, ...]:
    filters = {node.name for node in tree.find_all((nodes.Filter, nodes.Test))}
    named = {
        str(argument.value)
        for node in tree.find_all(nodes.Filter)
        for argument in node.args
        if isinstance(argument, nodes.Const)
    }  # map("filter"), select("test")
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    return tuple(sorted(filters | named | used))
