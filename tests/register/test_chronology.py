"""What is wrong between dates, status and today: each rule met, and each broken."""

from __future__ import annotations

from datetime import date

import pytest

from tests.register.reading import AGREEMENT, FILES, PERSON, POLICY, SOCIETY, told


def agreement(lines: str) -> dict[str, str]:
    """The files, with other dates and status in the agreement."""
    old = "status: signed\nsigned: 2023-06-16"
    assert old in AGREEMENT
    return {**FILES, "agreements/agreement.md": AGREEMENT.replace(old, lines)}


def party(lines: str) -> dict[str, str]:
    """The files, with lines more of the agreement's first party."""
    text = AGREEMENT.replace("bureau\n", f"bureau\n  {lines}\n", 1)
    return {**FILES, "agreements/agreement.md": text}


def policy(lines: str) -> dict[str, str]:
    """The files, with lines more in the policy."""
    text = POLICY.replace("issuers", f"{lines}\nissuers")
    return {**FILES, "policies/policy.md": text}


def organisation(lines: str) -> dict[str, str]:
    """The files, with lines more of an organisation."""
    return {**FILES, "organisations/society.yaml": f"{SOCIETY}{lines}\n"}


def person(lines: str) -> dict[str, str]:
    """The files, with an office of the person."""
    return {**FILES, "people/person.yaml": f"{PERSON}roles: [{{title: 會長, {lines}}}]\n"}


SIGNED = "status: signed\nsigned: 2023-06-16"
FORCE = "status: in-force\nsigned: 2023-06-16"
OVER = "status: ended\nsigned: 2003\nended: 2020"
DUE = "commitments: [{text: 甲, status: promised}]"
DONE = "commitments: [{text: 甲, status: done, done: 2024-03, evidence: [{publisher: 樣本報}]}]"


@pytest.mark.parametrize(
    ("sound", "broken", "expected"),
    [
        pytest.param(
            agreement(f"{SIGNED}\nin_force: 2090"), agreement(f"{SIGNED}\nin_force: 2023-05"),
            "agreement.md:7: 'in_force' (2023-05) is before 'signed' (2023-06-16); mend one",
            id="in force before signed",
        ),
        pytest.param(
            agreement(f"{FORCE}\nin_force: 2022~"), agreement(f"{FORCE}\nin_force: 1999~"),
            "'in_force' (1999~) is before 'signed' (2023-06-16)", id="about then, and too early",
        ),
        pytest.param(
            agreement(f"{FORCE}\nin_force: 2023-07-01"),
            agreement("status: in-force\nsigned: 2023-06?\nin_force: 2023-05-01"),
            "agreement.md:7: warning: 'in_force' (2023-05-01) is before 'signed' (2023-06?)",
            id="perhaps in force before signed",
        ),
        pytest.param(
            agreement(f"{SIGNED}\nannounced: 2023-06-20"),
            agreement("status: ended\nannounced: 2023\nended: 2022"),
            "'ended' (2022) is before 'announced' (2023)", id="ended before announced",
        ),
        pytest.param(
            policy("published: 2019-03-14\nin_force: 2019-01-01"),
            policy("ended: 2018\nin_force: 2019-01-01\nstatus: ended"),
            "policy.md:4: 'ended' (2018) is before 'in_force' (2019-01-01)",
            id="a policy that ended before it was in force",
        ),
        pytest.param(
            policy("published: 2019\nended: 2019-06\nstatus: ended"),
            policy("published: 2019\nended: 2018\nstatus: ended"),
            "policy.md:5: warning: 'ended' (2018) is before 'published' (2019)",
            id="a policy that ended before it was published",
        ),
        pytest.param(
            party("signed: 2024-02-01\n  in_force: 2024-03"),
            party("signed: 2023-06-16\n  in_force: 2022-01-01"),
            "'parties.0.in_force' (2022-01-01) is before 'parties.0.signed' (2023-06-16)",
            id="a party that was bound before it signed",
        ),
        pytest.param(
            party("in_force: 2024"), party("in_force: 2022"),
            "agreement.md:9: 'parties.0.in_force' (2022) is before 'signed' (2023-06-16)",
            id="a party that was bound before all signed",
        ),
        pytest.param(
            party("ended: 2024"), party("ended: 2020"),
            "'parties.0.ended' (2020) is before 'signed' (2023-06-16)",
            id="a party that left before all signed",
        ),
        pytest.param(
            organisation("founded: 2010\nended: 2020"), organisation("founded: 2020\nended: 2010"),
            "society.yaml:5: 'ended' (2010) is before 'founded' (2020)", id="ended before founded",
        ),
        pytest.param(
            person("from: 2010, to: 2020"), person("from: 2020, to: 2010"),
            "person.yaml:3: 'roles.0.to' (2010) is before 'roles.0.from' (2020)",
            id="an office that ended before it began",
        ),
        pytest.param(
            agreement("status: ended\nended: 2024"), agreement("status: signed\nended: 2024"),
            "agreement.md:5: warning: 'ended' (2024) is past, and its status is 'signed'; "
            "set 'status: ended', or mend 'ended:'",
            id="ended, with another status",
        ),
        pytest.param(
            agreement("signed: 2023\nended: 2090"), agreement("signed: 2023\nended: 2024"),
            "warning: 'ended' (2024) is past, and it has no status", id="ended, without a status",
        ),
        pytest.param(
            agreement("status: announced\nsigned: 2090"),
            agreement("status: announced\nsigned: 2023"),
            "warning: 'signed' (2023) is past, and its status is 'announced'; set 'status: signed'",
            id="signed, but only announced",
        ),
        pytest.param(
            policy("status: in-force\nin_force: 2024"), policy("status: in-force\nin_force: 2090"),
            "policy.md:4: warning: the status is 'in-force', yet 'in_force' (2090) is still to "
            "come; set 'status: published' until then",
            id="in force too early",
        ),
        pytest.param(
            agreement(SIGNED), agreement("status: signed\nsigned: 2090"),
            "'signed' (2090) is still to come; set 'status: announced' until then",
            id="signed in the future",
        ),
        pytest.param(
            agreement("status: announced\nannounced: 2023"),
            agreement("status: announced\nannounced: 2090"),
            "'announced' (2090) is still to come; mend the date", id="announced in the future",
        ),
        pytest.param(
            agreement(f"{FORCE}\nended: 2090"), agreement("status: ended\nended: 2090"),
            "'ended' (2090) is still to come; set 'status: in-force' until then",
            id="ended in the future",
        ),
        pytest.param(
            agreement(f"{FORCE}\nended: 2090"), agreement("status: ended\nended: 2090?"),
            "agreement.md:5: warning: the status is 'ended', yet", id="perhaps in the future",
        ),
        pytest.param(
            agreement(f"{SIGNED}\n{DONE}"),
            agreement(f"{SIGNED}\n{DONE.replace('2024-03', '2090')}"),
            "agreement.md:7: warning: 'commitments.0' was done on 2090, which is still to come",
            id="done in the future",
        ),
        pytest.param(
            agreement(f"{OVER}\n{DUE.replace('promised', 'dropped')}"),
            agreement(f"{OVER}\n{DUE}"),
            "warning: the agreement is over, yet 'commitments.0' is promised; set it to done",
            id="ended, yet promised",
        ),
        pytest.param(
            agreement(f"status: ended\nsigned: 2003\n{DUE.replace('promised', 'dropped')}"),
            agreement(f"status: ended\nsigned: 2003\n{DUE.replace(', status: promised', '')}"),
            "warning: the agreement is over, yet 'commitments.0' has no status",
            id="ended, yet without a status",
        ),
    ],
)  # fmt: skip
def test_dates_and_status_that_cannot_be_are_told(
    sound: dict[str, str], broken: dict[str, str], expected: str
) -> None:
    """Every problem names the file and the line, and says what to write."""
    assert told(sound) == []
    assert [one for one in told(broken) if expected in one], told(broken)


def test_what_is_over_by_its_date_has_no_open_commitments() -> None:
    """Whether or not somebody wrote so as its status."""
    found = told(agreement(f"signed: 2003\nended: 2020\n{DUE}"))
    assert [one.partition("warning: ")[2].partition(";")[0] for one in found] == [
        "the agreement is over, yet 'commitments.0' is promised",
        "'ended' (2020) is past, and it has no status",
    ]


def test_what_is_sound_is_not_told_of() -> None:
    """A party may sign and join later than the others, and leave before all are bound."""
    assert told(party("signed: 2022-01-01\n  in_force: 2024")) == []
    text = AGREEMENT.replace("bureau\n", "bureau\n  ended: 2024\n", 1)
    text = text.replace("status: signed", "status: signed\nin_force: 2090")
    assert told({**FILES, "agreements/agreement.md": text}) == []


def test_what_depends_on_the_day_is_told_on_that_day() -> None:
    """An agreement that is about to end has not ended."""
    files = agreement("status: in-force\nended: 2026-11-22")
    assert told(files, today=date(2026, 11, 22)) == []
    assert "warning: 'ended' (2026-11-22) is past" in told(files, today=date(2026, 11, 23))[0]
