"""How often random tests try their luck: a little in ``make test``, a lot in ``make soak``."""

from __future__ import annotations

import os


def times(few: int, many: int) -> int:
    """``many`` in ``make soak``, ``few`` everywhere else."""
    return many if os.environ.get("HUTONG_SOAK") else few
