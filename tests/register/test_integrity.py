"""What is wrong between fields and between records: each rule met, and each broken."""

from __future__ import annotations

from datetime import date

import pytest

from tests.register.reading import AGREEMENT, BUREAU, FILES, SOCIETY, SOURCE, told


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
            agreement("in_force: 2023-07-01"), agreement("in_force: 2023-05"),
            "agreement.md:5: 'in_force' (2023-05) is before 'signed' (2023-06-16); mend one",
            id="in force before signed",
        ),
        pytest.param(
            agreement("announced: 2023-06~"), agreement("announced: 2023-07"),
            "'signed' (2023-06-16) is before 'announced' (2023-07)", id="signed before announced",
        ),
        pytest.param(
            changed(
                "agreements/agreement.md", "status: signed",
                "status: ended\ncommitments: [{text: 甲, status: dropped}]",
            ),
            changed(
                "agreements/agreement.md", "status: signed",
                "status: ended\ncommitments: [{text: 甲, status: under-way}]",
            ),
            "agreement.md:6: warning: the agreement has ended, yet 'commitments.0' is under-way",
            id="ended, yet current commitments",
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
            changed("agreements/agreement.md", "status: signed", "status: ended\nended: 2024"),
            changed("agreements/agreement.md", "status: signed", "status: signed\nended: 2024"),
            "agreement.md:5: warning: it ended on 2024, and its status is 'signed'",
            id="ended, with another status",
        ),
        pytest.param(
            changed(
                "agreements/agreement.md", "status: signed", "status: in-force\nin_force: 2024"
            ),
            changed(
                "agreements/agreement.md", "status: signed", "status: in-force\nin_force: 2090"
            ),
            "it is said to be in force, which it will be from 2090", id="in force too early",
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


def related(**to: str) -> dict[str, str]:
    """Agreements a, b, c…, each of which amends another."""
    return {
        **{path: text for path, text in FILES.items() if not path.startswith("agreements/")},
        **{
            f"agreements/{name}.md": AGREEMENT.replace("樣本協議", f"樣本協議{name}").replace(
                "type: framework", f"type: amendment\nrelated: [{{id: {id_}, relation: amends}}]"
            )
            for name, id_ in to.items()
        },
    }


def test_a_lineage_leads_back_to_its_beginning_only() -> None:
    """A circle is told once, whoever is in it; a line of any length is none."""
    line = {**related(b="a", c="b", d="b"), "agreements/a.md": AGREEMENT}
    assert told(line) == []
    found = told(related(a="b", b="c", c="a", d="a"))
    (circle,) = found
    assert circle.startswith("content/agreements/a.md:5: a → b → c → a come back to where they")


def test_mentions_may_go_round() -> None:
    """Only what makes one agreement later than another must not."""
    files = {
        path: text.replace("amends", "mentions") for path, text in related(a="b", b="a").items()
    }
    assert told(files) == []


def organisations(*names: str, more: str = "") -> dict[str, str]:
    """Organisations of these names, each in both scripts."""
    return {
        f"organisations/o{number}.yaml": (
            f"names: {{zh-Hant-HK: {name}, zh-Hans-CN: {name}}}\n{SOURCE}{more}"
        )
        for number, name in enumerate(names)
    }


def test_two_records_for_one_organisation_are_told() -> None:
    """Names that differ in a sign of many; an editor can say that they are two."""
    names = ("深中市人力資源和社會保障局", "深中市人力資源社會保障局")
    found = told(organisations(*names))
    (alike,) = found
    assert "o1.yaml:1: warning: the name looks like that of o0: two records for" in alike
    assert "or add 'distinct: [o0]'" in alike
    assert told(organisations(*names, more="distinct: [o0, o1]\n")) != found
    said = organisations(*names)
    said["organisations/o1.yaml"] += "distinct: [o0]\n"
    assert told(said) == []


@pytest.mark.parametrize(
    "names",
    [
        ("深中市教育局", "深中市體育局"), ("深中市人民政府", "中深市人民政府"), ("甲會", "乙會"),
        ("樣本大學第一附屬醫院", "樣本大學第二附屬中學"),
    ],
)  # fmt: skip
def test_other_organisations_are_not_taken_for_one(names: tuple[str, str]) -> None:
    """Short names that differ in a sign, and long ones that differ in several."""
    assert told(organisations(*names)) == []


def test_a_name_belongs_to_one_record() -> None:
    """The second that has it is told whose it is."""
    (found,) = told({
        "organisations/a.yaml": BUREAU,
        "organisations/b.yaml": SOCIETY + "aliases: [样本人社]\n",
    })  # fmt: skip
    assert "b.yaml:4: warning: '样本人社' is a name of a already" in found


def test_what_depends_on_the_day_is_told_on_that_day() -> None:
    """An agreement that is about to end has not ended."""
    files = changed(
        "agreements/agreement.md", "status: signed", "status: in-force\nended: 2026-11-22"
    )
    assert told(files, today=date(2026, 11, 22)) == []
    assert "warning: it ended on 2026-11-22" in told(files, today=date(2026, 11, 23))[0]
