"""Whether a web address can be one at all: whole, without spaces, with a host and a port."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

MEND: Final = "copy it from the browser's address bar"
_NEVER: Final = re.compile(r"[\s\x00-\x20\x7f-\x9f\"<>\\`]")
_HOST: Final = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63})*\.?")
_LONGEST: Final = 2000


def is_web_address(value: str) -> bool:
    """Whether a browser could follow ``value``, which starts with http: or https:."""
    if len(value) > _LONGEST or _NEVER.search(value):
        return False
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or port == 0:
        return False
    return bool(_HOST.fullmatch(host)) or (":" in host and "[" in parts.netloc)


def shown(value: str) -> str:
    """An address as a problem shows it: on one line, and not too long."""
    line = " ".join(value.split())
    return line if len(line) < 80 else line[:77] + "..."
