"""A dataclass field that documents itself to whoever writes templates."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def described(text: str) -> Any:
    """A required dataclass field that documents itself."""
    return field(metadata={"help": text})
