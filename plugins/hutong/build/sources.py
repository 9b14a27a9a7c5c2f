"""Digests of content files: known by stamp from an earlier build, else of the bytes read now."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from hutong.build.digests import content_digest, file_digest
from hutong.build.scan import Scan, read_text, shown
from hutong.build.stamps import Stamp, settled
from hutong.errors import ChangedMeanwhile
from hutong.model import Problem


class Known(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was met: its stamp (of no worth if not ``settled``) and its digest.

    ``size`` is that of a picture in CSS pixels.
    """

    stamp: Stamp
    settled: bool
    digest: bytes
    size: tuple[int, int] | None = None


class Sources:
    """The files of one scan, with what an earlier build knew of them.

    With ``doubt`` no stamp is trusted: every file is read.
    """

    def __init__(
        self, scan: Scan, known: Mapping[str, Known], *, taken_at_ns: int, doubt: bool
    ) -> None:
        self._scan = scan
        self._known = {} if doubt else known
        self._taken_at_ns = taken_at_ns
        self.found: dict[str, Known] = {}

    def is_known(self, path: str) -> bool:
        """Whether a file is, by its stamp, the one that an earlier build met."""
        known = self._known.get(path)
        return known is not None and known.settled and known.stamp == self._stamp(path)

    def unchanged(self, path: str) -> None:
        """Carry over what is known of a file."""
        self.found[path] = self._known[path]

    def met(self, path: str, found: bytes, size: tuple[int, int] | None = None) -> None:
        """Keep the digest of a file that was read after the scan."""
        stamp = self._stamp(path)
        self.found[path] = Known(stamp, settled(stamp, self._taken_at_ns), found, size)

    def text(self, path: str) -> bytes:
        """The digest of a text; of one that cannot be read, an empty one."""
        if self.is_known(path):
            self.unchanged(path)
        else:
            data = read_text(self._scan.root, path)
            self.met(path, b"" if isinstance(data, Problem) else content_digest(data))
        return self.found[path].digest

    def same_text(self, path: str) -> bytes | Problem:
        """The bytes of a text that :meth:`text` has looked at; others would be kept as its own.

        :raises ChangedMeanwhile: if it is another one now.
        """
        data = read_text(self._scan.root, path)
        found = b"" if isinstance(data, Problem) else content_digest(data)
        same_source(path, self.found[path].digest, found)
        return data

    def picture(self, path: str) -> tuple[Known, Problem | None]:
        """Digest and size of a picture, (0, 0) for one that is broken; an attachment has none."""
        if self.is_known(path):
            self.unchanged(path)
            return self.found[path], None
        file = self._scan.root / path
        found = file_digest(file)
        known = self._known.get(path)
        if known and known.digest == found and known.size != (0, 0):
            size, problem = known.size, None
        else:
            from hutong.build.images import picture_size  # brings Pillow

            size, problem = picture_size(path, file)
        # A broken one is looked at again each time, so that its problem is told again.
        self.met(path, found if problem is None else b"", size)
        return self.found[path], problem

    def _stamp(self, path: str) -> Stamp:
        texts, media = self._scan.texts, self._scan.media
        return texts[path] if path in texts else media[path]


def same_source(path: str, expected: bytes, found: bytes) -> None:
    """See that a file was read as it had been read before in this build.

    :raises ChangedMeanwhile: if it is another one now.
    """
    if found != expected:
        message = f"{shown(path)} was changed while the site was being built; build again"
        raise ChangedMeanwhile(message)
