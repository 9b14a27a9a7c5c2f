"""What is wrong between fields and between records: each rule met, and each broken."""

from __future__ import annotations

import pytest

from tests.register.reading import BUREAU, FILES, SOURCE, told


def changed(path: str, old: str, new: str) -> dict[str, str]:
    """The files with one of them changed."""
    assert old in FILES[path]
    return {**FILES, path: FILES[path].replace(old, new)}


def agreement(lines: str) -> dict[str, str]:
    """The files, with lines more in the agreement."""
    return changed("agreements/agreement.md", "type: framework", f"type: framework\n{lines}")


def test_sound_records_are_not_told_of() -> None:
    """Nor is anything that only looks odd."""
    assert told(FILES) == []


OTHER = BUREAU.replace("樣本人社", "別家").replace("样本人社", "别家")
WITH_SIGNATORY = "signatories: [{person: person, title: 會長, for: society}]"
DONE = "commitments: [{text: 設辦事處, status: done, done: 2024, evidence: [{publisher: 樣本報}]}]"


@pytest.mark.parametrize(
    ("sound", "broken", "expected"),
    [
        pytest.param(
            agreement("hosts: [bureau]"), agreement("hosts: [bureaux]"),
            "agreement.md:5: unknown organisation 'bureaux'; did you mean 'bureau'?",
            id="unknown id",
        ),
        pytest.param(
            agreement("hosts: [broken]"), agreement("hosts: [breaking]"),
            "agreement.md:5: unknown organisation 'breaking'", id="one that is there, but broken",
        ),
        pytest.param(
            agreement("policies: [樣本方案]"), agreement("policies: [樣板計劃書]"),
            "agreement.md:5: unknown policy '樣板計劃書'", id="unknown name",
        ),
        pytest.param(
            agreement(WITH_SIGNATORY), agreement("signatories: [{person: nobody}]"),
            "agreement.md:5: unknown person 'nobody'", id="unknown person",
        ),
        pytest.param(
            agreement("related: []"), agreement("related: [{id: agreement, relation: mentions}]"),
            "agreement.md:5: 'related.0.id' is the record itself", id="related to itself",
        ),
        pytest.param(
            agreement(WITH_SIGNATORY),
            {
                **agreement(WITH_SIGNATORY.replace("society", "other")),
                "organisations/other.yaml": OTHER,
            },
            "'signatories.0' signed for other, which is no party; mend 'for:'",
            id="a signatory for no party",
        ),
        pytest.param(
            agreement("signatories: [{name: 張三}]"), agreement("signatories: [{title: 會長}]"),
            "agreement.md:5: 'signatories.0' names nobody", id="a signatory without a name",
        ),
        pytest.param(
            agreement("witnesses: [{name: 張三}]"), agreement("witnesses: [{title: 會長}]"),
            "agreement.md:5: 'witnesses.0' names nobody", id="a witness without a name",
        ),
        pytest.param(
            agreement("in_force: 2090-07-01"), agreement("in_force: 2023-05"),
            "agreement.md:5: 'in_force' (2023-05) is before 'signed' (2023-06-16); mend one",
            id="in force before signed",
        ),
        pytest.param(
            agreement(DONE), agreement(DONE.replace("status: done, ", "")),
            "has a day on which it was done, and is not done", id="a day, and not done",
        ),
        pytest.param(
            agreement(DONE), agreement("commitments: [{text: 甲, status: done}]"),
            "agreement.md:5: warning: 'commitments.0' is done, and nothing shows it",
            id="done without evidence",
        ),
        pytest.param(
            agreement("texts: [{file: files/text.pdf}]"),
            agreement("texts: [{file: files/no.pdf}]"),
            "agreement.md:5: content/files/no.pdf does not exist", id="a dead file",
        ),
        pytest.param(
            agreement(f"texts: [{{file: files/text.pdf, sha256: {'a' * 64}}}]"),
            agreement(f"texts: [{{file: files/text.pdf, sha256: {'b' * 64}}}]"),
            f"agreement.md:5: content/files/text.pdf has the SHA-256 {'a' * 64}",
            id="another file than the one named",
        ),
        pytest.param(
            agreement("history: [{text: 改, field: parties.0.role}]"),
            agreement("history: [{text: 改, field: partys}]"),
            "agreement.md:5: there is no field 'partys'; did you mean parties?",
            id="a change of no field",
        ),
        pytest.param(
            agreement("hosts: [bureau, society]"), agreement("hosts: [bureau, 樣本人社局]"),
            "agreement.md:5: warning: '樣本人社局' is named twice; keep one", id="a host twice",
        ),
        pytest.param(
            agreement("subjects: [樣本, 樣品]"), agreement("subjects: [樣本, 样本]"),
            "agreement.md:5: warning: '样本' is named twice; keep one", id="a subject twice",
        ),
        pytest.param(
            agreement("hosts: [bureau]\ncommitments: [{text: 甲, owner: [bureau]}]"),
            agreement("hosts: [person]"),
            "unknown organisation 'person'; 'person' is a person: name an organisation here",
            id="a record of another kind",
        ),
        pytest.param(
            agreement("place: 樣本"), agreement("place: 烏有"),
            "agreement.md:5: '烏有' is not in content/places.yaml; add it to content/places.yaml",
            id="an unknown place",
        ),
        pytest.param(
            agreement("subjects: [樣本]"), agreement("subjects: [樣本, 烏有]"),
            "agreement.md:5: '烏有' is not in content/tags.yaml", id="an unknown subject",
        ),
        pytest.param(
            FILES, {**FILES, "people/person.md": f"---\n{FILES['people/person.yaml']}---\n"},
            "is about person already; put both into one file", id="two files for one record",
        ),
        pytest.param(
            agreement("texts: [{url: https://a.example/}]"), agreement("texts: [{language: zh}]"),
            "agreement.md:5: 'texts.0' can be read nowhere", id="a text without a place",
        ),
        pytest.param(
            FILES, changed("people/person.yaml", SOURCE, ""),
            "person.yaml:1: warning: the record names no source", id="no source",
        ),
        pytest.param(
            FILES, changed("people/person.yaml", ", zh-Hans-CN: 样大文", ""),
            "person.yaml:1: warning: the name in zh-Hans-CN is missing, so it is converted",
            id="an approved name is missing",
        ),
        pytest.param(
            FILES,
            changed("agreements/agreement.md", "organisation: society", "organisation: 樣本人社局"),
            "agreement.md:9: bureau is a party twice", id="a party twice",
        ),
        pytest.param(
            FILES, changed("agreements/agreement.md", "signed: 2023-06-16\n", ""),
            "agreement.md:5: warning: it is signed, on no day", id="signed on no day",
        ),
    ],
)  # fmt: skip
def test_each_rule_lets_sound_records_pass_and_tells_of_others(
    sound: dict[str, str], broken: dict[str, str], expected: str
) -> None:
    """Every problem names the file and the line."""
    assert told(sound) == []
    assert [one for one in told(broken) if expected in one], told(broken)
    assert all(one.startswith("content/") for one in told(broken))


def test_a_plain_name_is_approved_in_its_own_variant() -> None:
    """Only the other one is converted."""
    plain = "names: 样大文\nvariant: zh-Hans-CN"
    names = "names: {zh-Hant-HK: 樣大文, zh-Hans-CN: 样大文}"
    (found,) = told(changed("people/person.yaml", names, plain))
    assert "the name in zh-Hant-HK is missing" in found
