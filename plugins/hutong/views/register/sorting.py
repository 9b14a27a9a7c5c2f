"""Names in the order of an edition: by strokes in Traditional script, by pinyin in Simplified.

The old character sets of the two have their common characters in just that order; it is not that
of a dictionary in every detail, but one that readers find their way in.
"""

from __future__ import annotations

import codecs
from typing import Final

_SETS: Final = {"Hant": "big5", "Hans": "gb2312"}
_AFTER: Final = b"\xff"
"""No character of a set begins with it, so what does comes after all of them."""


def name_key(name: str, script: str) -> bytes:
    """What sorts a name: Latin before Han, and characters that the set lacks after all others."""
    return name.casefold().encode(_SETS[script], _LACKING)


def _lacking(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return b"".join([_AFTER + one.encode("utf-32-be") for one in lacking]), error.end


_LACKING: Final = "hutong-lacking"
codecs.register_error(_LACKING, _lacking)
