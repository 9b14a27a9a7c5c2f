"""Parts of pages rendered once for the same values, and kept while they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final

from markupsafe import Markup

from hutong.views.records import EditionView

Render = Callable[[str, dict[str, Any]], str]
"""Renders a template with a context."""

_PLAIN: Final = (str, Markup, int, bool, type(None))


class Partials:
    """What ``cached("template", name=value)`` has made.

    A part is found by its very values first, and then by equal ones. Editions are large and
    few, so they are the same only if they are the same object. What is made of values that may
    change is not kept. Ways to find parts are counted: when there are ``kept`` new ones, those
    not used since the last such time are forgotten.
    """

    def __init__(self, render: Render, kept: int) -> None:
        self._render = render
        self._kept = kept
        self._young: dict[Hashable, tuple[Markup, Any]] = {}
        self._old: dict[Hashable, tuple[Markup, Any]] = {}

    def __len__(self) -> int:
        """How many parts can be found, some of them in two ways."""
        return len(self._young) + len(self._old)

    def get(self, template: str, names: tuple[str, ...], values: tuple[Any, ...]) -> Markup:
        """The part that ``template`` makes of ``values``, named ``names`` there."""
        key = (template, names, *[one if type(one) is str else id(one) for one in values])
        found = self._young.get(key)
        return found[0] if found is not None else self._near(key, template, names, values)

    def _near(
        self, near: Hashable, template: str, names: tuple[str, ...], values: tuple[Any, ...]
    ) -> Markup:
        found = self._old.get(near)
        if found is None:
            equal = tuple(map(_by_value, values))
            if None in equal:
                text = self._render(template, dict(zip(names, values, strict=True)))
                return Markup(text)  # noqa: S704 - the template has escaped
            found = (self._equal((template, names, equal), values), values)
        # The values stay alive with the entry, so that their ids stay theirs.
        self._keep(near, found)
        return found[0]

    def _equal(self, key: tuple[str, tuple[str, ...], Hashable], values: tuple[Any, ...]) -> Markup:
        found = self._young.get(key) or self._old.get(key)
        if found is None:
            template, names, _ = key
            text = self._render(template, dict(zip(names, values, strict=True)))
            found = (Markup(text), values)  # noqa: S704 - as above
        self._keep(key, found)
        return found[0]

    def _keep(self, key: Hashable, found: tuple[Markup, Any]) -> None:
        if len(self._young) >= self._kept:
            self._old, self._young = self._young, {}
        self._young[key] = found


def _by_value(value: Any) -> Hashable:
    """A key that only equal values of one type share; None for what may change."""
    if isinstance(value, EditionView):
        return ("the very", id(value))
    if type(value) in _PLAIN:
        return (type(value), value)
    if type(value) is tuple:
        items = tuple(map(_by_value, value))
        return None if None in items else (tuple, items)
    parameters = getattr(type(value), "__dataclass_params__", None)
    return (type(value), value) if parameters is not None and parameters.frozen else None
