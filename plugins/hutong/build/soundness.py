"""Which content files are broken: what may be in them is not told as missing elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from hutong.build.scan import Scan, kind_of, read_text, shown
from hutong.model import SLUG, Problem, Severity
from hutong.register import RecordKind
from hutong.source.decode import decode


@dataclass(frozen=True, slots=True)
class Soundness:
    """What the content folder holds, whole or not, so that one fault is not told twice.

    ``texts`` are all content texts; ``broken`` those of them with an error. ``records`` is what
    broken records say, by path; None where that is no text.
    """

    texts: frozenset[str]
    broken: frozenset[str]
    records: Mapping[str, str | None]

    def is_whole(self, file: str) -> bool:
        """Whether a content file is not broken."""
        return file not in self.broken

    def may_hold(self, kind: RecordKind, name: str, fold: Callable[[str], str]) -> bool:
        """Whether a broken file may be that of the record which ``name`` means.

        An id is the name of its file. Any other name stands in the file, if that can be read.
        """
        told = {path: text for path, text in self.records.items() if kind_of(path) is kind}
        if SLUG.fullmatch(name):
            return any(PurePosixPath(path).stem == name for path in told)
        return any(text is None or fold(name) in fold(text) for text in told.values())


def soundness(scan: Scan, problems: Iterable[Problem]) -> Soundness:
    """Which files of a scan are broken."""
    errors = {one.path for one in problems if one.severity is Severity.ERROR}
    broken = frozenset(path for path in scan.texts if shown(path) in errors)
    records = {path: _text(scan, path) for path in scan.records if path in broken}
    return Soundness(frozenset(scan.texts), broken, records)


def _text(scan: Scan, path: str) -> str | None:
    data = read_text(scan.root, path)
    return None if isinstance(data, Problem) else decode(data, shown(path))[0]
