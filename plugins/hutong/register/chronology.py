"""What is wrong between the dates of a record, and between them, its status and today.

What is only said to be so (``?``) is never an error; nor is what is still to come, since pages
give its date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from hutong.model import Problem, Severity
from hutong.register.around import Read
from hutong.register.dates import Vague, is_before, parse_vague
from hutong.register.records import Agreement, Organisation, Party, Person, Policy, Role

ENDED: Final = frozenset({"ended", "superseded"})
"""The statuses of what is over."""
_OPEN: Final = frozenset({"", "promised", "under-way"})


class _Pair(NamedTuple):
    """Fields of which the one is never ``later`` than the other, or seldom (not ``sure``)."""

    earlier: str
    later: str
    sure: bool = True


_BINDING: Final = (
    _Pair("signed", "in_force"),
    _Pair("signed", "ended"),
    _Pair("in_force", "ended"),
)
_PAIRS: Final[Mapping[type, tuple[_Pair, ...]]] = {
    Agreement: (*_BINDING, _Pair("announced", "ended")),
    Policy: (_Pair("in_force", "ended"), _Pair("published", "ended", sure=False)),
    Party: _BINDING,
    Organisation: (_Pair("founded", "ended"),),
    Role: (_Pair("from_", "to"),),
}
"""An agreement is often made known after it was signed, and a policy may reach back in time."""
_STAGES: Final = {
    "": 2, "announced": 0, "draft": 0, "signed": 1, "published": 1, "in-force": 2, "ended": 3,
    "superseded": 3,
}  # fmt: skip
"""How far each status is; where there is none, only an end says otherwise."""
_REACHED: Final = {
    "announced": "announced", "published": "published", "signed": "signed",
    "in_force": "in-force", "ended": "ended",
}  # fmt: skip
"""The status that each date brings, in their order."""
_UNTIL: Final[Mapping[type, tuple[str, ...]]] = {
    Agreement: ("announced", "signed", "in-force"),
    Policy: ("draft", "published", "in-force"),
}
"""What a record has as its status until the next stage."""


def check_dates(read: Read, today: date) -> Iterator[Problem]:
    """A problem for each date that cannot be, beside others or today."""
    record = read.record
    yield from _order(read, record)
    if isinstance(record, Agreement):
        for number, party in enumerate(record.parties):
            yield from _order(read, party, f"parties.{number}", {"signed": record.signed})
        yield from _commitments(read, record, today)
    if isinstance(record, Person):
        for number, role in enumerate(record.roles):
            yield from _order(read, role, f"roles.{number}")
    if isinstance(record, (Agreement, Policy)):
        yield from _to_come(read, record, today)
        yield from _passed(read, record, today)


def _order(
    read: Read, part: Any, at: str = "", others: Mapping[str, str] | None = None
) -> Iterator[Problem]:
    """Dates of a record or a part of it; ``others`` hold where the part has none of its own."""
    for earlier, later, sure in _PAIRS.get(type(part), ()):
        before, after = getattr(part, earlier), getattr(part, later)
        inner = f"{at}." if at else ""
        where, other = f"{inner}{later.rstrip('_')}", f"{inner}{earlier.rstrip('_')}"
        if not before and others:
            before, other = others.get(earlier, ""), earlier
        if not before or not after or not is_before(parse_vague(after), parse_vague(before)):
            continue
        what = f"'{where}' ({after}) is before '{other}' ({before})"
        severity = _severity(parse_vague(before), parse_vague(after), sure=sure)
        yield read.problem(where, what, "mend one of the dates", severity)


def _to_come(read: Read, record: Agreement | Policy, today: date) -> Iterator[Problem]:
    """A status that says what has not happened yet."""
    stage = _STAGES[record.status]
    for name, status in _REACHED.items() if record.status else ():
        found = _date(record, name)
        if found and _STAGES[status] <= stage and found.earliest > today:
            until = _UNTIL[type(record)][: _STAGES[status]]
            what = f"the status is '{record.status}', yet '{name}' ({found.iso}) is still to come"
            mend = f"set 'status: {until[-1]}' until then, or mend the date" if until else ""
            yield read.warning("status", what, mend or "mend the date")
            return


def _passed(read: Read, record: Agreement | Policy, today: date) -> Iterator[Problem]:
    """A status that what has happened since has overtaken."""
    status = record.status
    past = [
        (name, reached, found)
        for name, reached in _REACHED.items()
        if (found := _date(record, name))
        and found.latest < today
        and _STAGES[reached] > _STAGES[status]
    ]
    for name, reached, found in past[-1:]:
        has = f"its status is '{status}'" if status else "it has no status"
        what = f"'{name}' ({found.iso}) is past, and {has}"
        yield read.warning("status", what, f"set 'status: {reached}', or mend '{name}:'")


def _commitments(read: Read, record: Agreement, today: date) -> Iterator[Problem]:
    ended = _date(record, "ended")
    over = record.status in ENDED or bool(ended and ended.latest < today)
    for number, one in enumerate(record.commitments):
        at = f"commitments.{number}"
        if over and one.status in _OPEN:
            has = f"is {one.status}" if one.status else "has no status"
            what = f"the agreement is over, yet '{at}' {has}"
            mend = "set it to done or dropped, or mend the agreement's status"
            yield read.warning(f"{at}.status", what, mend)
        done = _date(one, "done")
        if done and done.earliest > today:
            what = f"'{at}' was done on {done.iso}, which is still to come"
            mend = "mend the date, or take it out until then"
            yield read.warning(f"{at}.done", what, mend)


def _date(part: Any, name: str) -> Vague | None:
    written = getattr(part, name, "")
    return parse_vague(written) if written else None


def _severity(*dates: Vague, sure: bool = True) -> Severity:
    doubtful = any(one.doubtful for one in dates)
    return Severity.ERROR if sure and not doubtful else Severity.WARNING
