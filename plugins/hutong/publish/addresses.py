"""Which file of the built tree an address leads to, if any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

_ELSEWHERE: Final = frozenset({"mailto", "tel", "sms", "geo", "data", "blob"})
_INDEX: Final = "index.html"


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads: to the file ``path``, off the site (None), or nowhere (``wrong``)."""

    path: str | None = None
    anchor: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A tree's files, and the address (no slash at its end) that its root is published at."""

    url: str
    files: frozenset[str]

    def address(self, path: str) -> str:
        """The address that the file of that path is published at."""
        folder, slash, name = path.rpartition("/")
        shown = f"{folder}{slash}" if name == _INDEX else path
        return f"{self.url}/{quote(shown)}"

    def same(self, one: str, other: str) -> bool:
        """Whether two addresses differ in nothing but percent signs."""
        return unquote(one) == unquote(other)

    def target(self, url: str, path: str) -> Target:
        """Where ``url`` leads when it stands in the file at ``path``."""
        if not url:
            return Target(wrong="is empty")
        try:
            whole = urlsplit(urljoin(self.address(path), url))
            host = urlsplit(self.url)
        except ValueError:
            return Target(wrong="is no address")
        if whole.scheme not in ("http", "https"):
            known = whole.scheme in _ELSEWHERE
            return Target() if known else Target(wrong=f"has the scheme {whole.scheme}:")
        if whole.netloc != host.netloc:
            return Target()
        below = unquote(whole.path)
        base = unquote(host.path)
        if base and below != base and not below.startswith(f"{base}/"):
            return Target(wrong=f"leaves the site, which begins at {base}/")
        return self._file(below[len(base) + 1 :], unquote(whole.fragment.partition(":~:")[0]))

    def _file(self, path: str, anchor: str) -> Target:
        if not path or path.endswith("/"):
            path += _INDEX
        if path in self.files:
            return Target(path, anchor)
        if f"{path}/{_INDEX}" in self.files:
            return Target(wrong="lacks the slash at its end")
        return Target(wrong="leads to nothing")
