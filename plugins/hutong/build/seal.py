"""Whether anything changed at all since the last build: told by stamps, before heavy imports."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from hutong.build.manifest import NOT_WALKED, is_kept
from hutong.build.outpaths import MANIFEST, STAGE
from hutong.build.program import inputs_stamp
from hutong.build.sources import file_digest
from hutong.build.stamps import Found, Stamp, settled, stamp_of, walk
from hutong.build.state import Seal, State
from hutong.build.tree import TreeReport
from hutong.settings import HutongSettings

_Digest = TypeVar("_Digest", bytes, str)


def look(settings: HutongSettings, seal: Seal) -> Seal | None:
    """The seal again, with stamps that are settled now; None if anything changed since it."""
    now = settings.now.timestamp()
    if not seal.since <= now < seal.until or inputs_stamp(settings) != seal.inputs:
        return None
    if not settings.output.is_dir() or (settings.output / STAGE).exists():
        return None
    content, output = walk(settings.content), walk(settings.output, skip=NOT_WALKED)
    files = _ours(output.files, settings)
    if not _same_names(settings, seal, content, output) or files.keys() != seal.outputs.keys():
        return None
    changed = (
        _changed(content.files, seal.content, seal.doubtful_content)
        or _changed(files, seal.outputs, seal.doubtful_outputs)
        or not _hold(settings, seal)
    )
    if changed:
        return None
    if not seal.doubtful_content and not seal.doubtful_outputs:
        return seal
    return msgspec.structs.replace(
        seal,
        content=content.files,
        outputs=files,
        doubtful_content=_doubtful(content, seal.doubtful_content),
        doubtful_outputs=_doubtful(output, seal.doubtful_outputs),
    )


def _same_names(settings: HutongSettings, seal: Seal, content: Found, output: Found) -> bool:
    """Whether there are the same files in the content, and the same folders in the output."""
    folders = {path for path in output.folders if not is_kept(path, settings.keep)}
    links = {path for path in output.others if not is_kept(path, settings.keep)}
    return (
        not links
        and folders == seal.output_folders
        and content.others == seal.content_others
        and content.files.keys() == seal.content.keys()
    )


def make_seal(settings: HutongSettings, state: State, name: bytes, report: TreeReport) -> Seal:
    """What to look at next time, once ``state`` was kept under ``name``."""
    content = walk(settings.content)
    known = state.sources
    manifest = stamp_of((settings.output / MANIFEST).lstat())
    return Seal(
        inputs=inputs_stamp(settings),
        since=state.since,
        until=state.until,
        # What the build did not read, or read before it changed, is of no known content.
        content={
            path: known[path].stamp if path in known else stamp
            for path, stamp in content.files.items()
        },
        content_others=frozenset(content.others),
        outputs={**report.stamps, MANIFEST: manifest},
        output_folders=frozenset(_folders(report.stamps)),
        doubtful_content={path: one.digest for path, one in known.items() if not one.settled},
        doubtful_outputs={
            **{path: state.outputs[path].sha256 for path in report.unsettled},
            MANIFEST: report.digest,
        },
        summary=state.summary,
        state=name,
    )


def _ours(files: Mapping[str, Stamp], settings: HutongSettings) -> dict[str, Stamp]:
    """Outputs, and the manifest; not what the site keeps beside them."""
    if not settings.keep:
        return dict(files)
    return {
        path: stamp
        for path, stamp in files.items()
        if path == MANIFEST or not is_kept(path, settings.keep)
    }


def _changed(
    now: Mapping[str, Stamp], then: Mapping[str, Stamp], doubtful: Mapping[str, _Digest]
) -> bool:
    """Whether a file has another stamp; :func:`_hold` looks into the doubtful ones."""
    return now != then and any(
        stamp != then[path] and path not in doubtful for path, stamp in now.items()
    )


def _hold(settings: HutongSettings, seal: Seal) -> bool:
    """Whether the files whose stamps say nothing still hold what they held."""
    try:
        return all(
            file_digest(settings.content / path) == found
            for path, found in seal.doubtful_content.items()
        ) and all(
            hashlib.sha256((settings.output / path).read_bytes()).hexdigest() == found
            for path, found in seal.doubtful_outputs.items()
        )
    except OSError:
        return False


def _doubtful(found: Found, before: Mapping[str, _Digest]) -> dict[str, _Digest]:
    """Those of the doubtful whose new stamps say nothing either."""
    return {
        path: digest
        for path, digest in before.items()
        if not settled(found.files[path], found.taken_at_ns)
    }


def _folders(paths: Mapping[str, Stamp]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
