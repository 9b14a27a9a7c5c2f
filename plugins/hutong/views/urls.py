"""Where pages live: paths in the output tree and addresses in links, computed, never looked up."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from urllib.parse import quote as percent_encoded

from hutong.model import Variant

quote = functools.lru_cache(1 << 15)(percent_encoded)
"""Pages link one another again and again; each path is encoded once."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Turns a path below an edition (``news/2023/x/``) into what links, files and feeds need.

    ``site_url`` has no slash at its end; ``base`` is its path part. Paths are unquoted; every
    address returned is percent-encoded once.
    """

    site_url: str
    base: str

    def page(self, variant: Variant, path: str) -> str:
        """Root-relative address for ``href``."""
        return f"{self.base}/{variant.prefix}/{quote(path)}"

    def absolute(self, variant: Variant, path: str) -> str:
        """Absolute address, for canonical links, alternates, feeds and sharing."""
        return f"{self.site_url}/{variant.prefix}/{quote(path)}"

    def made_absolute(self, url: str) -> str:
        """The absolute form of a root-relative address."""
        return f"{self.site_url}{url.removeprefix(self.base)}"

    def file(self, path: str) -> str:
        """Root-relative address of a file outside the editions, such as a picture."""
        return f"{self.base}/{quote(path)}"

    def absolute_file(self, path: str) -> str:
        """Absolute address of a file outside the editions."""
        return f"{self.site_url}/{quote(path)}"


def output_path(variant: Variant, path: str) -> str:
    """The file of a page in the output tree: ``zh-hant/news/2023/x/index.html``."""
    full = f"{variant.prefix}/{path}"
    return f"{full}index.html" if full.endswith("/") else full


def paged(path: str, number: int) -> str:
    """The path of page ``number`` (from 1) of the list at ``path``."""
    return path if number == 1 else f"{path}page/{number}/"
