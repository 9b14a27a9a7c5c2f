"""What is wrong between records: each rule met, and each broken."""

from __future__ import annotations

import pytest

from tests.register.reading import AGREEMENT, BUREAU, FILES, PERSON, POLICY, SOCIETY, SOURCE, told


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


def test_two_agreements_cannot_carry_out_each_other() -> None:
    """Nor amend what carries them out; one that leads to itself is told of that alone."""
    files = related(a="b", b="a")
    files["agreements/b.md"] = files["agreements/b.md"].replace("amends", "implements")
    (circle,) = told(files)
    assert "a.md:5: a → b → a come back to where they began; turn one of these" in circle
    (itself,) = told(related(a="a"))
    assert "'related.0.id' is the record itself" in itself


def test_an_organisation_is_no_part_of_its_own_parts() -> None:
    """A line of any length is none."""
    files = organisations("甲局", "乙會", "丙部")
    files["organisations/o0.yaml"] += "parent: o1\n"
    files["organisations/o1.yaml"] += "parent: o2\n"
    assert told(files) == []
    files["organisations/o2.yaml"] += "parent: 甲局\n"
    (found,) = told(files)
    assert found == (
        "content/organisations/o0.yaml:3: o0 → o1 → o2 → o0 come back to where they began; "
        "take 'parent:' out of one of them"
    )


def test_two_agreements_have_one_tie_of_a_kind() -> None:
    """One may do two things to another, but each only once."""
    two = "[{id: a, relation: amends}, {id: a, relation: supplements}]"
    files = {**related(b="a"), "agreements/a.md": AGREEMENT}
    one = "[{id: a, relation: amends}]"
    files["agreements/b.md"] = files["agreements/b.md"].replace(one, two)
    assert told(files) == []
    files["agreements/b.md"] = files["agreements/b.md"].replace("supplements", "amends")
    assert "b.md:5: warning: 'a' is named twice; keep one" in told(files)[0]


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
    assert f"o1.yaml:1: warning: '{names[1]}' looks like '{names[0]}' of o0: two records" in alike
    assert "or add 'distinct: [o0]'" in alike
    assert told(organisations(*names, more="distinct: [o0, o1]\n")) != found
    said = organisations(*names)
    said["organisations/o1.yaml"] += "distinct: [o0]\n"
    assert told(said) == []


@pytest.mark.parametrize(
    "names",
    [
        ("樣本數據交易所", "樣本數據交易所有限公司"),
        ("樣本國際", "樣本國際股份有限公司"),
        ("樣本科技有限公司", "樣本科技有限責任公司"),
        ("樣本集團", "樣本（集團）有限公司"),
        ("樣本大學（深中）", "樣本大學深中"),
        ("香港樣本管理專業協會", "樣本管理專業協會"),
        ("廣東省深中市人力資源局", "深中市人力資源局"),
        ("Sample Monetary Authority", "Sample Monetary Authoritie"),
        ("Bureau of Sample Resources", "The Bureau of Sample Resource"),
        ("Sample Exchange Co. Ltd.", "Sample Exchange Limited"),
    ],
)
def test_names_that_may_mean_one_organisation_are_told(names: tuple[str, str]) -> None:
    """They differ in legal form, signs, a place before the name, or the spelling of a word."""
    (found,) = told(organisations(*names))
    assert found.startswith("content/organisations/o1.yaml:1: warning: ")
    assert "of o0: two records for one organisation?" in found


def test_every_name_is_compared() -> None:
    """Short names, aliases and those in other languages too, told where they stand."""
    files = organisations("甲局", "乙局", "丙局")
    files["organisations/o0.yaml"] += "short: {zh-Hant-HK: 樣本交易所, en: Sample Exchange}\n"
    files["organisations/o1.yaml"] += "aliases: [乙, 样本交易所有限公司]\n"
    files["organisations/o2.yaml"] += "short: {zh-Hant-HK: 丙, en: Sample Exchange Ltd}\n"
    assert [one.partition(" of ")[0].partition("warning: ")[2] for one in told(files)] == [
        "'样本交易所有限公司' looks like '樣本交易所'",
        "'Sample Exchange Ltd' looks like 'Sample Exchange'",
    ]
    assert "o1.yaml:3: warning" in told(files)[0]


@pytest.mark.parametrize(
    "names",
    [
        ("深中市教育局", "深中市體育局"), ("深中市人民政府", "中深市人民政府"), ("甲會", "乙會"),
        ("樣本大學第一附屬醫院", "樣本大學第二附屬中學"),
        ("中山大學附屬第一醫院", "中山大學附屬第三醫院"),
        ("暨南大學附屬第一醫院", "暨南大學附屬第二醫院"),
        ("珠海市人力資源和社會保障局", "北海市人力資源和社會保障局"),
        ("珠海市人力資源和社會保障局", "威海市人力資源和社會保障局"),
        ("珠海市人力資源和社會保障局", "珠海市香洲區人力資源和社會保障局"),
        ("樣本銀行股份有限公司廣東省分行", "樣本銀行股份有限公司廣西省分行"),
        ("樣本銀行股份有限公司", "樣本銀行股份有限公司深中分行"),
        ("樣本工商銀行股份有限公司", "樣本農商銀行股份有限公司"),
        ("南山區人民政府", "南沙區人民政府"),
        ("廣東省深中市南山區財政局", "廣東省深中市南山區民政局"),
        ("Sample Bureau of Guangdong Province", "Sample Bureau of Guangxi Province"),
        ("Sample Institution 17", "Sample Institution 18"),
    ],
)  # fmt: skip
def test_other_organisations_are_not_taken_for_one(names: tuple[str, str]) -> None:
    """They differ in a number, direction, place or branch, or in what they are."""
    assert told(organisations(*names)) == []


def test_chinese_names_tell_apart_what_is_alike_in_english() -> None:
    """Nanshan and Nansha are two letters from each other, and two districts."""
    files = organisations("南山區人民政府", "南沙區人民政府")
    for number, name in enumerate(("Nanshan", "Nansha")):
        files[f"organisations/o{number}.yaml"] += f"aliases: [{name} District Government]\n"
    assert told(files) == []


def test_a_name_belongs_to_one_record() -> None:
    """The second that has it is told whose it is, unless an editor said that they are two."""
    files = {
        "organisations/a.yaml": BUREAU,
        "organisations/b.yaml": SOCIETY + "aliases: [样本, 样本人社]\n",
    }
    (found,) = told(files)
    assert "b.yaml:4: warning: '样本人社' is a name of a already" in found
    assert "add 'distinct: [a]'" in found
    assert told({**files, "organisations/a.yaml": f"{BUREAU}distinct: [b]\n"}) == []


def test_people_and_texts_may_share_a_name_too() -> None:
    """It is told where the name stands, until an editor says that they are two."""
    other = AGREEMENT.replace("variant: zh", "short: 樣\nvariant: zh")
    files = {
        **FILES, "people/z.yaml": PERSON, "agreements/z.md": other, "policies/z.md": POLICY,
    }  # fmt: skip
    assert [one.partition(" already")[0] for one in told(files)] == [
        "content/people/z.yaml:1: warning: '樣大文' is a name of person",
        "content/agreements/z.md:2: warning: '樣本協議' is a name of agreement",
        "content/policies/z.md:2: warning: '樣本方案' is a name of policy",
    ]
    files["people/z.yaml"] += "distinct: [person]\n"
    files["agreements/z.md"] = other.replace("title:", "distinct: [agreement]\ntitle:")
    files["policies/z.md"] = POLICY.replace("title:", "distinct: [policy]\ntitle:")
    assert told(files) == []


def test_a_name_of_two_kinds_is_told() -> None:
    """Texts can link to one of them only; where one names the other, editors know both."""
    files = {**FILES, "organisations/z.yaml": SOCIETY.replace("樣本學會", "樣本協議")}
    files["organisations/z.yaml"] = files["organisations/z.yaml"].replace("样本学会", "样本协议")
    (found,) = told(files)
    assert "z.yaml:1: warning: '樣本協議' is a name of the agreement agreement, too: texts" in found
    assert "write 'unlinked: [agreement]'" in found
    files["agreements/agreement.md"] = AGREEMENT.replace("status:", "hosts: [z]\nstatus:")
    assert told(files) == []
