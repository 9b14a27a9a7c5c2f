"""The list of what the output tree should hold, and whether it does.

The manifest ``.hutong-manifest`` marks a folder as ours. Its lines, ``sha256  path``, sorted by
path, list every file that Hutong wrote except itself; ``sha256sum -c`` understands them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from hutong.build.outpaths import MANIFEST, RESERVED, STAGE
from hutong.build.stamps import Found, walk
from hutong.errors import CannotRun
from hutong.model import Problem

NOT_WALKED: Final = frozenset({STAGE, ".git"})
_MEND: Final = "build the site anew"


def manifest_of(digests: Mapping[str, str], order: Sequence[str]) -> bytes:
    """The text of the manifest for a tree with these digests by path; ``order`` sorts the paths."""
    return "".join([f"{digests[path]}  {path}\n" for path in order]).encode()


def read_manifest(root: Path) -> Mapping[str, str]:
    """The SHA-256 digest of every file that the tree should hold, by path.

    :raises CannotRun: when there is no manifest, or it is no manifest of ours.
    """
    digests: dict[str, str] = {}
    try:
        text = (root / MANIFEST).read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(
            f"{root / MANIFEST} cannot be read ({error}); build the site anew"
        ) from error
    # Not splitlines(): a path may hold a line separator of Unicode.
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        digest, gap, path = line.partition("  ")
        if len(digest) != hashlib.sha256().digest_size * 2 or not gap or not path:
            raise CannotRun(f"{root / MANIFEST}:{number}: not a manifest line; build the site anew")
        digests[path] = digest
    return digests


def verify_manifest(root: Path, *, keep: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Everything in which the tree differs from its manifest."""
    digests = read_manifest(root)
    found = walk(root, skip=NOT_WALKED)
    problems = [
        Problem(path, 0, "is missing from the built tree", _MEND)
        for path in digests.keys() - found.files.keys()
    ]
    problems += [
        Problem(path, 0, "differs from what was built", _MEND)
        for path in digests.keys() & found.files.keys()
        if hashlib.sha256((root / path).read_bytes()).hexdigest() != digests[path]
    ]
    if (root / STAGE).is_symlink() or (root / STAGE).exists():
        problems.append(Problem(STAGE, 0, "is left over from a build that was stopped", _MEND))
    problems += [
        Problem(path, 0, "is not part of what was built", _MEND)
        for path in stale_files(digests, found, keep)
    ]
    return tuple(sorted(problems))


def refuse_foreign(root: Path, found: Found, keep: frozenset[str]) -> None:
    """See that no one else's files lie in a folder that carries no mark of ours.

    :raises CannotRun: if they do.
    """
    stage = root / STAGE
    if MANIFEST in found.files or (stage.is_dir() and not stage.is_symlink()):
        return
    tops = {path.partition("/")[0] for path in (*found.files, *found.folders, *found.others)}
    others = sorted(tops - keep - RESERVED)
    if others:
        raise CannotRun(
            f"{root} holds files that Hutong did not write ({', '.join(others[:3])});"
            " empty it or choose another folder"
        )


def stale_files(wanted: Mapping[str, str], found: Found, keep: frozenset[str]) -> list[str]:
    """Every file, link or special file that must go, sorted."""
    return sorted(
        path
        for path in (*(found.files.keys() - wanted.keys()), *(found.others - wanted.keys()))
        if not is_kept(path, keep)
    )


def is_kept(path: str, keep: frozenset[str]) -> bool:
    """Whether a path lies at, or below, a name at the top that is not ours to prune."""
    top = path.partition("/")[0]
    return top in keep or top in RESERVED
