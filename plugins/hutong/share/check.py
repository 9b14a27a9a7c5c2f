"""Check a site's choice of share networks and tell its editors what is wrong with it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from hutong.model import Problem, Severity
from hutong.share.networks import DEFAULT, NETWORKS, Network

_SETTING: Final = "HUTONG_SHARE"
_STALE_AFTER: Final = timedelta(days=366)


def check_networks(
    ids: Sequence[str],
    *,
    today: date,
    path: str = "pelicanconf.py",
    networks: Sequence[Network] = NETWORKS,
) -> tuple[Problem, ...]:
    """Return every problem of ``ids``, the list that the settings file ``path`` chooses."""
    spellings = {
        spelling.casefold(): row
        for row in networks
        for spelling in (row.name, *row.aliases, row.id)
    }
    problems: list[Problem] = []
    for name in dict.fromkeys(ids):
        row = spellings.get(name.casefold())
        if row and (name == row.id or row.until):
            problems += _row_problems(row, name, today, path)
        else:
            problems.append(_unknown(name, spellings, path))
        if ids.count(name) > 1:
            what = f"{_SETTING} names {name!r} {ids.count(name)} times"
            problems.append(Problem(path, 0, what, "keep it once"))
    return tuple(sorted(problems))


def _row_problems(row: Network, name: str, today: date, path: str) -> list[Problem]:
    if row.until and today >= row.until:
        what = f"{_SETTING} names {name!r}, but {row.name} closed on {row.until}"
        return [Problem(path, 0, what, f"take it out; use {row.instead!r} instead")]
    found = []
    if row.until:
        what = f"{row.name}, named in {_SETTING}, closes on {row.until}"
        mend = f"change to {row.instead!r} before that day"
        found.append(Problem(path, 0, what, mend, Severity.WARNING))
    if today - row.checked > _STALE_AFTER:
        what = f"nobody has checked the share address of {row.name} since {row.checked}"
        mend = f"try it, compare it with {row.docs} and put today's date into its row"
        found.append(Problem(path, 0, what, mend, Severity.WARNING))
    return found


def _unknown(name: str, spellings: dict[str, Network], path: str) -> Problem:
    near = difflib.get_close_matches(name.casefold(), spellings, 1, cutoff=0.7)
    if near and not spellings[near[0]].until:
        mend = f"did you mean {spellings[near[0]].id!r}?"
    else:
        mend = f"choose from {', '.join(DEFAULT)}"
    return Problem(path, 0, f"{_SETTING} names {name!r}, which is no share network", mend)
