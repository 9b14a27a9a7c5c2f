"""A folder on any file system that fsspec knows: the only importer of fsspec.

Nothing is asked of it but to list, read, write and remove whole files: object stores can do no
more, and have no folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from hutong.errors import CannotRun, HutongError

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://.+", re.DOTALL)
_SECRET: Final = re.compile(r"//[^/]*@")
_MAGIC: Final = re.compile(r"[*?\[\]]")
_MANY: Final = 200
"""Files sent or fetched in one call: some file systems work on all of a call at once."""


def is_url(text: str) -> bool:
    """Whether it names a place of fsspec's (``s3://bucket/site``), not a folder."""
    return _URL.fullmatch(text) is not None


class Place:
    """The folder at ``url``; names are POSIX paths below it.

    :raises CannotRun: if no file system takes such an address; from every method, if it refuses.
    """

    def __init__(self, url: str) -> None:
        self.name = _SECRET.sub("//", url)
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise CannotRun(
                f"{self.name} needs fsspec ({error}); install it with pip install 'hutong[dask]'"
            ) from error
        with self._explained():
            local = url.startswith(("file:", "local:"))
            found = url_to_fs(url, auto_mkdir=True) if local else url_to_fs(url)
        self._fs: Any = found[0]
        self._root = str(found[1]).rstrip("/") + "/"

    def names(self) -> frozenset[str]:
        """Every file."""
        with self._explained():
            self._fs.invalidate_cache()
            found = self._fs.find(self._root.rstrip("/") or "/")
        return frozenset(
            name.removeprefix(self._root) for name in found if name.startswith(self._root)
        )

    def read_if_there(self, name: str) -> bytes | None:
        """What a file holds; None if there is none."""
        with self._explained(), suppress(FileNotFoundError):
            return bytes(self._fs.cat_file(self._root + name))
        return None

    def read(self, name: str) -> bytes:
        """What a file holds."""
        with self._explained():
            data: bytes = self._fs.cat_file(self._root + name)
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file."""
        with self._explained():
            self._fs.pipe_file(self._root + name, data)

    def send(self, folder: Path, names: Sequence[str]) -> None:
        """Copy files of ``folder`` here."""
        for some in _batches(names):
            with self._explained():
                self._fs.put([str(folder / name) for name in some], self._paths(some))

    def fetch(self, names: Sequence[str], folder: Path) -> None:
        """Copy files from here into ``folder``, which is made with all below it."""
        for some in _batches(names):
            for name in some:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with self._explained():
                self._fs.get(self._paths(some), [str(folder / name) for name in some])

    def remove(self, names: Sequence[str]) -> None:
        """Remove files."""
        odd = [name for name in names if _MAGIC.search(name)]
        plain = [name for name in names if not _MAGIC.search(name)]
        with self._explained():
            for some in _batches(plain):
                self._fs.rm(self._paths(some))
            for name in odd:  # which rm would take for patterns
                self._fs.rm_file(self._root + name)

    def _paths(self, names: Sequence[str]) -> list[str]:
        return [self._root + name for name in names]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except HutongError:
            raise
        except Exception as error:  # file systems of others raise whatever they like
            raise CannotRun(
                f"{self.name} cannot be used ({type(error).__name__}: {error}); check the address,"
                " what it needs installed, and what you may do there"
            ) from error


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(names), _MANY):
        yield names[at : at + _MANY]
