"""Record files: every field of the tables is read, and every slip is told with its line."""

from __future__ import annotations

import pytest

from hutong.register import Agreement, Organisation, Person, RecordKind, make_register
from hutong.register.lookup import brief_of
from hutong.register.reading import parse_record
from hutong.register.records import RECORDS
from hutong.register.table import Field, Shape, Words, fields_of
from hutong.source import quick_yaml
from hutong.variants import fold
from tests.register.reading import AGREEMENT, BUREAU, FILES, SOCIETY, SOURCE, TAGS, parse

_GIVEN = {
    Shape.WORDS: "樣本",
    Shape.PLAIN: "12",
    Shape.DATE: "2023-06",
    Shape.REFERENCE: "bureau",
    Shape.TERM: "talent",
    Shape.ADDRESS: "https://example.org/a",
    Shape.FILE: "files/text.pdf",
    Shape.DIGEST: "0" * 64,
    Shape.LANGUAGE: "zh",
    Shape.FLAG: "yes",
}


def _written(field: Field) -> object:
    """A value for a field, as YAML would give it."""
    if field.group is not None:
        one: object = {each.key: _written(each) for each in fields_of(field.group)}
    elif field.shape is Shape.CHOICE:
        one = next(iter(field.words))
    else:
        one = _GIVEN[field.shape]
    return [one] if field.many else one


def _shown(value: object, depth: int = 0) -> str:
    """A value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return f'"{value}"'


@pytest.mark.parametrize("kind", RecordKind)
def test_every_field_of_the_tables_is_read(kind: RecordKind) -> None:
    """Whatever is in the tables, down to the groups within groups, comes out typed and whole."""
    lines = [f"{one.key}: {_shown(_written(one))}" for one in fields_of(RECORDS[kind])]
    text = "\n".join(["---", "variant: zh-Hant-HK", *lines, "---", ""])
    record, problems = parse(text, f"{kind}/sample.md")
    assert problems == ""
    assert record is not None
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        assert value, field.name
        first = value[0] if field.many else value
        if field.shape is Shape.WORDS:
            assert first == Words("樣本")
        elif field.group is not None:
            assert all(getattr(first, one.name) for one in fields_of(field.group))
        elif field.shape is Shape.FLAG:
            assert first is True


def test_words_may_have_a_form_for_each_variant() -> None:
    """The record's own variant is what is converted; the others stand as they are."""
    text = AGREEMENT.replace(
        "title: 樣本協議", "title: {zh-Hant-HK: 樣本協議, zh-Hans-CN: 样本协定, en: Sample}"
    )
    record, problems = parse(text, "agreements/a.md")
    assert isinstance(record, Agreement)
    assert not problems
    assert record.title.text == "樣本協議"
    assert record.title.of("zh-Hans-CN") == "样本协定"
    assert record.title.of("zh-Hant-MO") == "樣本協議"


def test_short_ways_of_writing_are_understood() -> None:
    """One value may stand for a list of one, and a party for all that is said of it."""
    text = AGREEMENT.replace(
        "parties:\n- organisation: bureau\n- organisation: society", "parties: [bureau, society]"
    ).replace("type: framework", "type: framework\nhosts: bureau\nsubjects: 人才")
    record, problems = parse(text, "agreements/a.md")
    assert isinstance(record, Agreement)
    assert not problems
    assert [one.organisation for one in record.parties] == ["bureau", "society"]
    assert (record.hosts, record.subjects) == (("bureau",), ("人才",))


def test_values_may_be_written_as_others_write_them() -> None:
    """A checksum in capitals, an address with an apostrophe."""
    digest, address = "AB" * 32, "https://a.example/it's?a='b'"
    text = _with(f'texts: [{{url: "{address}", sha256: {digest}}}]')
    record, problems = parse(text, _AGREEMENT)
    assert isinstance(record, Agreement)
    assert not problems
    assert (record.texts[0].url, record.texts[0].sha256) == (address, digest.lower())


def test_the_prose_below_is_handed_on_with_its_line() -> None:
    """It is Markdown, and somebody else's business."""
    kind = RecordKind.AGREEMENT
    parsed = parse_record(AGREEMENT, path="agreements/a.md", kind=kind, tags=TAGS, shown_path="x")
    assert parsed.body.strip() == "虛構的樣本。"
    assert AGREEMENT.split("\n")[parsed.body_line - 1] == "虛構的樣本。"


@pytest.mark.parametrize(("path", "text"), FILES.items())
def test_quick_reading_gives_the_same(path: str, text: str) -> None:
    """The quick reader of YAML and the whole one."""
    kind = RecordKind(path.partition("/")[0])
    both = [
        parse_record(text, path=path, kind=kind, tags=TAGS, shown_path=path, quick=quick)
        for quick in (None, quick_yaml)
    ]
    assert both[0] == both[1]
    assert both[0].record is not None


def test_an_organisation_is_found_by_every_name() -> None:
    """Id, approved names and aliases in either script mean one record."""
    record, problems = parse(BUREAU, "organisations/bureau.yaml")
    assert isinstance(record, Organisation)
    assert not problems
    register = make_register([brief_of(record, "content/organisations/bureau.yaml", fold)], fold)
    for name in ("bureau", "樣本人社局", "样本人社局", "样本人社"):
        found = register.find(RecordKind.ORGANISATION, name)
        assert found is not None
        assert found.id == "bureau"
    assert register.find(RecordKind.PERSON, "bureau") is None
    assert "did you mean 'bureau'" in register.mend(RecordKind.ORGANISATION, "burea")


def test_a_file_may_be_yaml_or_markdown() -> None:
    """People and organisations need no prose."""
    text = f"---\nnames: {{zh-Hans-CN: 样大文}}\n{SOURCE}---\n在任。\n"
    record, problems = parse(text, "people/person.md")
    assert isinstance(record, Person)
    assert not problems
    assert record.variant == "zh-Hans-CN"


_ORGANISATION = "organisations/a.yaml"
_AGREEMENT = "agreements/a.md"


def _with(line: str) -> str:
    """An agreement with a line more, which is its third."""
    return AGREEMENT.replace("variant: zh-Hant-HK", f"variant: zh-Hant-HK\n{line}")


BROKEN = [
    (_ORGANISATION, "names: {zh-Hant-HK: 甲, zh-Hans-CN: 甲}\nwebsit: x\n",
     ":2: unknown key 'websit'; did you mean 'website'?"),
    (_ORGANISATION, "kind: government\n", ":1: 'names' is missing; add it: the approved name"),
    (_ORGANISATION, BUREAU.replace("https", "gopher"), ":4: 'website' is not a web address"),
    (_ORGANISATION, BUREAU.replace("government", "goverment"),
     ":3: 'kind' is not one of the words it may be; did you mean government?"),
    (_ORGANISATION, BUREAU.replace("zh-Hans-CN:", "zh-Hans-SG:"), "unknown variant 'zh-Hans-SG'"),
    (_ORGANISATION, BUREAU.replace("樣本人社局", "——"), "'names.zh-Hant-HK' is not a text"),
    (_ORGANISATION, f"{BUREAU}---\n{SOCIETY}", ":5: a second YAML document begins here; keep one"),
    (_ORGANISATION, "- a\n- b\n", "there are no 'key: value' lines"),
    ("organisations/局.yaml", BUREAU, "organisations/局.yaml: the file name '局' is no id"),
    (_ORGANISATION, f"id: b\n{BUREAU}", ":1: 'id' is 'b', but the file is called a"),
    (_ORGANISATION, 'names: {zh-Hant-HK: "甲\\u202e", zh-Hans-CN: 甲}\n', "U+202E"),
    (_ORGANISATION, "names: {zh-Hant-HK: 甲, zh-Hans-CN: 甲}\nkind: !!python/name:os.system x\n",
     "YAML tag"),
    (_AGREEMENT, "x", "no front matter"),
    (_AGREEMENT, AGREEMENT.replace("title: 樣本協議\n", ""), "'title' is missing"),
    (_AGREEMENT, AGREEMENT.replace("variant: zh-Hant-HK\n", ""), "there is no variant"),
    (_AGREEMENT, AGREEMENT.replace("zh-Hant-HK", "zh-Hant-KH"), "did you mean zh-Hant-HK?"),
    (_AGREEMENT, AGREEMENT.replace("2023-06-16", "16.6.2023"), ":6: 'signed' is not a date; write"),
    (_AGREEMENT, AGREEMENT.replace("2023-06-16", "2023-06-31"), "is no day of the calendar"),
    (_AGREEMENT, AGREEMENT.replace("organisation: bureau", "role: party"),
     ":8: 'parties.0.organisation' is missing; add it: who it is"),
    (_AGREEMENT, AGREEMENT.replace("- organisation: bureau", "- organisation: bureau\n  rôle: x"),
     "did you mean 'role'?"),
    (_AGREEMENT, _with("commitments: [{owner: bureau}]"), ":4: 'commitments.0.text' is missing"),
    (_AGREEMENT, _with("related: [{id: b, relation: amend}]"), "did you mean amends?"),
    (_AGREEMENT, _with("texts: [{file: images/a.png}]"), "'texts.0.file' is not a file such as"),
    (_AGREEMENT, _with("texts: [{url: https://a.example/, sha256: abc}]"), "is not a SHA-256"),
    (_AGREEMENT, _with("texts: [{file: files/a.pdf, authentic: perhaps}]"), "is not yes or no"),
    (_AGREEMENT, _with("texts: [{file: files/a.pdf, language: Chinese}]"), "is not a language"),
    (_AGREEMENT, _with("signatories: 張三"), ":4: 'signatories.0' is no group of keys"),
    (_AGREEMENT, _with("signatories: {name: 張三}"), ":4: 'signatories' is no list"),
    (_AGREEMENT, _with("short: {en: Sample}"), "'short' has no form in zh-Hant-HK"),
    (_AGREEMENT, _with("short: {zh-Hant-HK: 皇-{后}-}"), "'short.zh-Hant-HK' has markup"),
    (_AGREEMENT, _with("title: 又一個"), "title is given twice"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), BROKEN)
def test_a_broken_record_says_where_and_how_to_mend_it(path: str, text: str, expected: str) -> None:
    """The file and the line of each slip; no record comes of it, and no traceback."""
    record, problems = parse(text, path)
    assert record is None
    assert expected in problems
    assert all(line.startswith(f"content/{path}") for line in problems.splitlines())


def test_all_slips_of_a_file_are_told_at_once() -> None:
    """Nobody mends one to be told of the next."""
    text = _with("place: ''\nended: soon\nparteis: []").replace("framework", "frame")
    problems = parse(text, _AGREEMENT)[1].splitlines()
    assert [line.split(":")[1] for line in problems] == ["4", "5", "6", "7"]
