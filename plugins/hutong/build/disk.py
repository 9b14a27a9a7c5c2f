"""What a disk refuses, in words: one place for everything that the build writes."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hutong.errors import CannotRun

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
NO_LOCKS: Final = frozenset({errno.EBADF, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL})
"""What a file system without locks answers to one who asks for a lock."""


@contextmanager
def explained(root: Path) -> Iterator[None]:
    """Turn a refusal of the disk, met while writing below ``root``, into words.

    :raises CannotRun: instead of an :class:`OSError`.
    """
    try:
        yield
    except OSError as error:
        where = error.filename or root
        if error.errno in FULL:
            what = f"{root} cannot be written: the disk is full; free some space"
        elif error.errno in FORBIDDEN:
            what = f"{where} may not be written; mend its permissions or choose another folder"
        else:
            what = f"{where} cannot be written ({error.strerror}); mend it"
        raise CannotRun(f"{what} and build again") from error
