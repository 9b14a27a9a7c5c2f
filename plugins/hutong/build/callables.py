"""What tells a filter or global of a site from another one: the code of its file, what it holds."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from hutong.build.digests import digest

_DEEPEST: Final = 8
"""Further down nothing is looked into: it counts as another one every time."""
_Held = Iterable[tuple[str, Any]]


def named(value: Any, depth: int = 0) -> str:
    """A text that equal values share.

    What cannot be told apart has its address in memory in it, and so is another one every time.
    """
    if depth > _DEEPEST:
        return f"at {id(value)}"
    held = [f"{name}={named(one, depth + 1)}" for name, one in _held(value)]
    if not (held or inspect.ismodule(value) or callable(value)):
        return repr(value)
    code = getattr(value, "__code__", None)
    owner = value if inspect.ismodule(value) or inspect.isclass(value) or code else type(value)
    file = code.co_filename if code else getattr(inspect.getmodule(owner), "__file__", None)
    what = getattr(value, "__qualname__", getattr(owner, "__qualname__", ""))
    line = code.co_firstlineno if code else 0
    inside = digest(*(one.encode("utf-8", "surrogatepass") for one in held)).hex()
    return f"{what}:{line}:{_source(file)}:{inside}"


def _held(value: Any) -> _Held:
    """What a value is made of."""
    if isinstance(value, Mapping):
        return ((named(key), one) for key, one in value.items())
    if isinstance(value, (set, frozenset)):
        return (("one", one) for one in sorted(map(named, value)))
    if isinstance(value, (list, tuple)):
        return (("one", one) for one in value)
    if inspect.ismodule(value) or inspect.isclass(value) or inspect.isbuiltin(value):
        return ()
    return _held_by_object(value)


def _held_by_object(value: Any) -> _Held:
    """What a function, a method or any other object is made of."""
    if inspect.isfunction(value):
        cells = [cell.cell_contents for cell in value.__closure__ or ()]
        wrapped = getattr(value, "__wrapped__", None)
        return _numbered((value.__defaults__, value.__kwdefaults__, cells, wrapped))
    if inspect.ismethod(value):
        return _numbered((value.__func__, value.__self__))
    if isinstance(value, functools.partial):
        return _numbered((value.func, value.args, value.keywords))
    slots = [name for cls in type(value).__mro__ for name in _slots(cls) if hasattr(value, name)]
    own = {**getattr(value, "__dict__", {}), **{name: getattr(value, name) for name in slots}}
    return sorted(own.items())


def _numbered(values: Iterable[Any]) -> _Held:
    """Values under their numbers."""
    return ((str(number), one) for number, one in enumerate(values))


def _slots(cls: type) -> Iterable[str]:
    slots = vars(cls).get("__slots__", ())
    return (slots,) if isinstance(slots, str) else slots


def _source(name: str | None) -> str:
    """The digest of a file of code; empty for what has none."""
    return digest(Path(name).read_bytes()).hex() if name and Path(name).is_file() else ""
