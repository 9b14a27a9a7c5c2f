"""Citations follow the pattern of each standard, and BibTeX gives back what was put in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.register.citations import (
    CitationWords,
    Cited,
    cite,
    cited_agreement,
    cited_policy,
    escape_bibtex,
)
from hutong.register.dates import parse_vague
from hutong.register.records import Policy, Wording
from hutong.register.table import Words
from tests.register.reading import agreement_of, part_of

HANT = CitationWords(no_date="日期不詳", about="約", others="等", official="官方文本")
HANS = CitationWords(no_date="日期不详", about="约", others="等", official="官方文本")
LINK = "https://example.org/id/agreements/sample"
_NAMED = {
    "textbackslash{}": "\\", "textbraceleft{}": "{", "textbraceright{}": "}",
    "textasciitilde{}": "~", "textasciicircum{}": "^",
}  # fmt: skip


def _cited(
    *,
    written: str = "2023-06-16",
    authors: tuple[str, ...] = ("樣本局", "樣本學會"),
    title: str = "樣本框架協議",
    number: str = "",
    code: str = "Z",
    official: str = "",
) -> Cited:
    return Cited(
        id="sample",
        title=title,
        authors=authors,
        date=parse_vague(written) if written else None,
        number=number,
        code=code,
        publisher="樣本站",
        permalink=LINK,
        official=official,
    )


@pytest.mark.parametrize(
    ("cited", "apa"),
    [
        (_cited(), f"樣本局、樣本學會（2023年6月16日）。樣本框架協議。樣本站。{LINK}"),
        (_cited(written="2023-06"), f"樣本局、樣本學會（2023年6月）。樣本框架協議。樣本站。{LINK}"),
        (_cited(written="2023~"), f"樣本局、樣本學會（約2023）。樣本框架協議。樣本站。{LINK}"),
        (_cited(written=""), f"樣本局、樣本學會（日期不詳）。樣本框架協議。樣本站。{LINK}"),
        (_cited(authors=()), f"樣本框架協議（2023年6月16日）。樣本站。{LINK}"),
        (
            _cited(number="樣本〔2022〕1號"),
            f"樣本局、樣本學會（2023年6月16日）。樣本框架協議（樣本〔2022〕1號）。樣本站。{LINK}",
        ),
    ],
)
def test_apa_in_traditional_script(cited: Cited, apa: str) -> None:
    """Authors, date, title, site, address, between full-width marks; a title moves to the front."""
    assert cite(cited, HANT, script="hant").apa == apa


@pytest.mark.parametrize(
    ("cited", "apa"),
    [
        (_cited(), f"樣本局, 樣本學會. (2023年6月16日). 樣本框架協議. 樣本站. {LINK}"),
        (_cited(written=""), f"樣本局, 樣本學會. (日期不详). 樣本框架協議. 樣本站. {LINK}"),
        (_cited(authors=()), f"樣本框架協議. (2023年6月16日). 樣本站. {LINK}"),
    ],
)
def test_apa_in_simplified_script(cited: Cited, apa: str) -> None:
    """The same between half-width marks."""
    assert cite(cited, HANS, script="hans").apa == apa


def test_apa_names_twenty_authors_at_most() -> None:
    """Of more, the first nineteen and the last."""
    authors = tuple(f"樣本{number}" for number in range(1, 22))
    apa = cite(_cited(authors=authors), HANT, script="hant").apa
    assert "樣本19、……樣本21（" in apa
    assert "樣本20" not in apa
    assert "……" not in cite(_cited(authors=authors[:20]), HANT, script="hant").apa


@pytest.mark.parametrize(
    ("cited", "gbt"),
    [
        (_cited(), f"樣本局, 樣本學會. 樣本框架協議[Z/OL]. 樣本站, 2023(2023-06-16). {LINK}."),
        (_cited(written="2023"), f"樣本局, 樣本學會. 樣本框架協議[Z/OL]. 樣本站, 2023. {LINK}."),
        (
            _cited(written="2023-06~"),
            f"樣本局, 樣本學會. 樣本框架協議[Z/OL]. 樣本站, [2023](2023-06). {LINK}.",
        ),
        (_cited(written="", authors=()), f"樣本框架協議[Z/OL]. 樣本站, [日期不详]. {LINK}."),
        (
            _cited(authors=tuple("甲乙丙丁"), title="樣本協議", number="樣本1號", code="A"),
            f"甲, 乙, 丙, 等. 樣本協議: 樣本1號[A/OL]. 樣本站, 2023(2023-06-16). {LINK}.",
        ),
    ],
)
def test_gbt_7714(cited: Cited, gbt: str) -> None:
    """Authors, title with its number and type code, site, year and day, address."""
    assert cite(cited, HANS, script="hans").gbt == gbt


def test_an_agreement_is_cited_by_its_parties() -> None:
    """With the day of signing, else what else is known; and the address of its text."""
    texts = (part_of(Wording, file="files/a.pdf"), part_of(Wording, url="https://example.org/t"))
    form = agreement_of("one", announced="2022", signed="2023", texts=texts)
    cited = cited_agreement(form, parties=["樣本局"], publisher="樣本站", permalink=LINK)
    assert (cited.title, cited.authors, cited.code) == ("樣本協議one", ("樣本局",), "Z")
    assert cited.date == parse_vague("2023")
    assert cited.official == "https://example.org/t"
    only = agreement_of("one", in_force="2024-01")
    found = cited_agreement(only, parties=["樣本局"], publisher="樣本站", permalink=LINK)
    assert found.date == parse_vague("2024-01")


@pytest.mark.parametrize(("type_", "code"), [("report", "R"), ("law", "Z"), ("notice", "A")])
def test_a_policy_has_the_code_of_its_type(type_: str, code: str) -> None:
    """Reports, laws, and papers of public bodies."""
    form = part_of(
        Policy, id="plan", path="policies/plan.md", variant="zh-Hans-CN", origin="zh-Hans-CN",
        title=Words("样本方案"), number=Words("样本〔2022〕1号"), type=type_, published="2022",
        url="https://example.org/plan",
    )  # fmt: skip
    cited = cited_policy(form, issuers=["样本局"], publisher="样本站", permalink=LINK)
    assert (cited.code, cited.number, cited.official) == (
        code, "样本〔2022〕1号", "https://example.org/plan",
    )  # fmt: skip


def test_bibtex_as_both_programs_take_it() -> None:
    """One field a line, the month as a macro, names in braces; the id is the key."""
    cited = _cited(number="樣本1號", official="https://example.org/a_b")
    assert cite(cited, HANT, script="hant").bibtex == (
        "@misc{sample,\n"
        "  author = {{樣本局} and {樣本學會}},\n"
        "  title = {{樣本框架協議}},\n"
        "  year = {2023},\n"
        "  month = jun,\n"
        "  howpublished = {樣本站},\n"
        "  note = {樣本1號; 官方文本: https://example.org/a\\_b},\n"
        f"  url = {{{LINK}}}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("written", "note"),
    [("2023~", "樣本1號; 約2023"), ("2023-06?", "樣本1號; 約2023年6月"), ("2023-06", "樣本1號")],
)
def test_bibtex_says_that_a_date_is_not_certain(written: str, note: str) -> None:
    """In a note: the year is a number."""
    bibtex = cite(_cited(number="樣本1號", written=written), HANT, script="hant").bibtex
    assert "  year = {2023},\n" in bibtex
    assert f"  note = {{{note}}},\n" in bibtex


def _parse(bibtex: str) -> tuple[str, dict[str, str]]:
    """Key and fields of an entry, by counting braces as BibTeX does: a backslash hides none."""
    start = re.match(r"@misc\{([a-z0-9-]+),", bibtex)
    assert start
    fields: dict[str, str] = {}
    at = start.end()
    while field := re.compile(r"\s*(\w+) = ").match(bibtex, at):
        at = field.end()
        if bibtex[at] != "{":
            word = re.compile(r"\w+").match(bibtex, at)
            assert word
            fields[field[1]], at = word[0], word.end()
        else:
            end, depth = at, 0
            while depth or end == at:
                depth += {"{": 1, "}": -1}.get(bibtex[end], 0)
                end += 1
            fields[field[1]], at = bibtex[at + 1 : end - 1], end
        at += bibtex[at] == ","
    assert bibtex[at:].strip() == "}"
    return start[1], fields


def _printed(text: str) -> str:
    """What LaTeX would print of a text that was escaped."""
    found = re.sub(r"\\(text\w+\{\}|.)", lambda sign: _NAMED.get(sign[1], sign[1]), text)
    bare = re.sub(r"\\(?:text\w+\{\}|.)", "", text)
    assert not set(bare) & set("\\{}$&%#_~^")
    return found


_TEXTS = st.text(r"樣本协议\{}$&%#_~^\"'@,= and%" + "\n\t", min_size=1, max_size=30)


@given(title=_TEXTS, authors=st.lists(_TEXTS, min_size=1, max_size=4), number=_TEXTS)
def test_bibtex_gives_back_what_was_put_in(title: str, authors: list[str], number: str) -> None:
    """Whatever signs are in it; only spaces become one."""
    cited = _cited(title=title, authors=tuple(authors), number=number)
    key, fields = _parse(cite(cited, HANT, script="hant").bibtex)

    def plain(text: str) -> str:
        return " ".join(text.split())

    assert key == "sample"
    assert _printed(fields["title"][1:-1]) == plain(title)
    names = fields["author"][1:-1].split("} and {")
    assert [_printed(one) for one in names] == [plain(one) for one in authors]
    assert _printed(fields.get("note", "")) == plain(number)
    assert fields["url"] == LINK


@given(text=st.text(max_size=40))
def test_escaped_text_is_balanced_and_on_one_line(text: str) -> None:
    """Braces come in pairs at every place, and nothing ends a line."""
    depth = 0
    for sign in escape_bibtex(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
        assert sign not in "\r\n"
    assert depth == 0
