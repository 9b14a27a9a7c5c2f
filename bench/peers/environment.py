"""The peers' own virtual environment: made from the lock file, made anew when that changes."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

LOCK: Final = Path(__file__).with_name("requirements.lock")
_ADAPTER: Final = Path(__file__).with_name("adapter.py")


class PeerFailed(Exception):
    """A peer could not be installed, or did not convert."""


def ready(folder: Path) -> Path:
    """The Python of the environment in ``folder``; it is made first where it is not there."""
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "lock.sha256"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return python
    venv.create(folder, clear=True, with_pip=True)
    install = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes"]
    _run([str(python), *install, "--requirement", str(LOCK)], b"")
    stamp.write_text(digest, encoding="ascii")
    return python


def versions() -> Mapping[str, str]:
    """Package → version, as the lock file has them."""
    locked = re.findall(
        r"^([a-z0-9.-]+)==([^\s;]+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE
    )
    return dict(locked)


def convert(python: Path, package: str, configuration: str, lines: Sequence[str]) -> list[str]:
    """Send lines through one configuration of a peer, in a process of its own.

    :raises PeerFailed: if it fails or gives another number of lines.
    """
    given = "".join(f"{line}\n" for line in lines).encode("utf-8")
    got = _run([str(python), str(_ADAPTER), package, configuration], given)
    texts = got.decode("utf-8").split("\n")[:-1]
    if len(texts) != len(lines):
        raise PeerFailed(
            f"{package} {configuration}: {len(lines)} lines went in, {len(texts)} came out"
        )
    return texts


def _run(command: Sequence[str], given: bytes) -> bytes:
    done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603  # our own adapter and pip
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip()
        raise PeerFailed(f"{' '.join(command[1:4])} failed: {told[-800:]}")
    return done.stdout
