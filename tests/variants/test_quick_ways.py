"""The quick ways of the converter give what the plain ways give."""

from __future__ import annotations

import dataclasses
import json
import random
import subprocess
import sys
from html import escape, unescape
from html.parser import HTMLParser
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.decisions import Decision
from hutong.human import human_fields, human_texts, with_human_texts
from hutong.model import Credit, Document, GlossaryTerm, Heading, Html, Question, Role
from hutong.variants import Converter, SiteRules, chain, checks, detect, html, plain, subject
from hutong.variants.chain import Passage
from hutong.variants.finder import WordFinder
from hutong.variants.layout import Layout
from hutong.variants.markup import RuleBook
from hutong.variants.tags import read_tag
from hutong.variants.template import Care, Template
from hutong.variants.terms import TermIndex, as_html
from hutong.variants.tokens import TOKEN
from tests.variants.test_properties_document import BODIES, TEXTS, document

patient = settings(deadline=None)  # the first example of a form makes its engine
FEW = st.text("甲乙丙ab。", max_size=8)
WORDS = st.lists(st.text("甲乙丙ab。]^-\\", max_size=4), max_size=8)
MIXED = st.lists(
    st.sampled_from((
        "骨干", "骨<b>幹</b>", "骨<i>干</i>", "乾净", "發", "发", "<p>", "</p>", "安排。", "-{",
        "}-", "-{zh-hans:甲;zh-hant:乙}-", "&#x53D1;", "&#24178;", "&amp;", "<img alt='骨干'>",
        '<b title="乾净">', "</b>", "<code>骨干</code>", '<b lang="zh-Hant">發</b>', "a < b",
        '<i data-variant="zh-Hans-CN">甲</i><i DATA-VARIANT="zh-Hant-HK">發</i>', "x > y",
        '<a title="a>b">', '<a href="/發">', "</a>", "<!-- 發 -->", "<br/>", "12.5%", "若干部門",
        "http://a.cn/发", "\ue001", "余文乐",
    )),
    max_size=8,
).map("".join)  # fmt: skip
TERMS = (
    GlossaryTerm({"zh-Hant-HK": "骨幹網", "zh-Hans-CN": "骨干网"}),
    GlossaryTerm({"zh-Hant-HK": "安排甲", "zh-Hans-CN": "安排"}),
    GlossaryTerm({"zh-Hant-HK": "A&B", "zh-Hans-CN": "甲&乙"}),
)
PLAIN = Converter(SiteRules(terms=TERMS))


@given(WORDS, FEW)
def test_words_are_found_as_by_looking_for_each(words: list[str], text: str) -> None:
    """The finder names the owners of exactly the words that a text holds."""
    found = WordFinder((word, number) for number, word in enumerate(words)).owners_in(text)
    assert found == {number for number, word in enumerate(words) if word in text}


class _Seen(HTMLParser):
    """An independent reading of what readers may meet: text as one, and attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.values: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.values += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(BODIES, TEXTS, st.lists(st.text("发头展现金面里A&<", min_size=1, max_size=3), max_size=5))
def test_every_term_that_readers_meet_is_found(body: str, title: str, words: list[str]) -> None:
    """In the text as if there were no tags, in attributes, and in fields that are no HTML."""
    terms = tuple(GlossaryTerm({"zh-Hans-CN": word, "zh-Hant-HK": f"{word}乙"}) for word in words)
    seen = _Seen()
    seen.feed(body)
    seen.close()
    met = (seen.text, *seen.values, title)
    found = TermIndex(terms).found_in(as_html([("text", title), ("html", body)]))
    missed = [
        term
        for term in terms
        if term not in found and any(term.names["zh-Hans-CN"] in text for text in met)
    ]
    assert missed == []
    assert found == tuple(term for term in terms if term in found)


def test_terms_that_are_not_met_are_not_found() -> None:
    """One by one, as a plain search would."""
    index = TermIndex(TERMS)
    assert index.found_in("<p>骨<b>干</b>网</p>") == TERMS[:1]
    assert index.found_in("<p>骨干，网</p>") == ()
    assert index.found_in('<img alt="安排">') == TERMS[1:2]
    assert index.found_in("甲&amp;乙") == TERMS[2:]
    assert TermIndex(()).found_in("安排") == ()


@given(st.text("骨干幹乾净淨若部門门发發", max_size=12), st.sampled_from(("Hans", "Hant")))
def test_what_looks_mixed_is_told_by_the_quick_look(text: str, script: str) -> None:
    """Where a place is found, the quick look does not say that there can be none."""
    places = [*checks.find_stray_places(text, script), *checks.find_suspect_places(text, script)]
    assert checks.may_be_mixed(text, script) or places == []


@pytest.mark.parametrize("script", ["Hans", "Hant"])
def test_the_lists_of_characters_are_those_of_opencc(script: str) -> None:
    """If not: write ``find_only_in`` to the file, 64 characters a line."""
    assert detect.only_in(script) == frozenset(detect.find_only_in(script))


def _walked(body: str, source: str, target: str) -> Template:
    return html._walked(body, read_tag(source), read_tag(target), TOKEN)


@given(st.one_of(BODIES, MIXED))
def test_a_fragment_is_cut_in_one_way(body: str) -> None:
    """With and without looking at open elements: the same texts, units and rest."""
    source, target = "zh-Hans-CN", "zh-Hant-HK"
    quick = html.cut(body, source=read_tag(source), target=read_tag(target))
    slow = _walked(body, source, target)
    assert [slot[1:] for slot in quick.slots] == [slot[1:] for slot in slow.slots]
    marked = [f"[{number}]" for number in range(len(slow.slots))]
    assert quick.fill(marked) == slow.fill(marked)
    assert quick.units == slow.units


def test_most_fragments_are_cut_the_quick_way() -> None:
    """Paragraphs, pictures and links are no reason to keep count of elements."""
    body = '<p>甲<b>乙</b><a href="/a">丙</a><img alt="丁"></p>\n<ul><li>戊</li></ul>'
    with patch.object(html, "_walked") as walked:
        html.cut(body, source=read_tag("zh-Hans-CN"), target=read_tag("zh-Hant-HK"))
    walked.assert_not_called()


@given(st.lists(st.tuples(MIXED, st.booleans(), st.sampled_from(Care)), max_size=4), st.booleans())
def test_texts_told_plain_together_are_plain_one_by_one(
    texts: list[tuple[str, bool, Care]],
    ruled: bool,  # noqa: FBT001  # hypothesis draws it
) -> None:
    """One look at all texts never passes over what a look at each would keep."""
    book = RuleBook(read_tag("zh-Hant-HK"), table={"安排": "甲"} if ruled else {})
    passages = [Passage(text, 0, care, html=is_html) for text, is_html, care in texts]
    whole = "\n".join(text for text, *_ in texts)
    plain = [chain._is_plain(passage, book) for passage in passages]
    assert all(plain) or not chain._all_plain(passages, whole, book)


@patient
@given(
    st.one_of(MIXED, BODIES),
    MIXED,
    st.sampled_from(("zh-Hant-HK", "zh-Hans-CN", "zh-Hant-TW")),
    st.booleans(),
)
def test_an_edition_of_its_own_is_what_the_whole_chain_makes(
    body: str,
    title: str,
    tag: str,
    decided: bool,  # noqa: FBT001  # hypothesis draws it
) -> None:
    """The short way for what is written in the edition's variant leaves out nothing."""
    one = document(tag, title=title, body=body)
    kept = Decision(path=one.path, variant="", sentence="骨干", at=0, before="骨干", choice="骨干")
    rules = SiteRules(terms=TERMS, decisions={one.path: (kept,)} if decided else {})
    quick = Converter(rules).document(one, tag)
    with (
        patch.object(subject, "is_done", lambda *_: False),
        patch.object(subject, "plain_texts", lambda *_: None),
    ):
        whole = Converter(rules).document(one, tag)
    assert quick == whole


def test_a_clean_text_of_its_own_goes_the_short_way_and_a_mixed_one_does_not() -> None:
    """Nothing to do costs nothing; a slip is still told, whatever tags part it."""
    clean = document("zh-Hans-CN", title="安排", body="<p>安<b>排</b>。</p>")
    with patch.object(chain, "convert") as convert:
        assert PLAIN.document(clean, "zh-Hans-CN").document is clean
    convert.assert_not_called()
    for body in ("<p>骨<b>幹</b></p>", '<img alt="發">', "<p>乾<i>净</i></p>"):
        slip = document("zh-Hans-CN", body=body)
        assert PLAIN.document(slip, "zh-Hans-CN").notes


def plain_texts(record: object) -> list[tuple[str, str]]:
    """Human texts by a walk that looks at every field of every record."""
    found: list[tuple[str, str]] = []
    for spec in dataclasses.fields(record):  # type: ignore[arg-type]  # records alone come here
        value = getattr(record, spec.name)
        if "human" in spec.metadata:
            found.append((spec.metadata["human"], value))
        for item in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(item):
                found += plain_texts(item)
    return found


def full(text: str, body: str, count: int) -> Document:
    """An article with nested records."""
    one = document("zh-Hans-CN", title=text, body=body, alt=text)
    heading = Heading(level=2, anchor="a", text=text)
    question = Question(anchor="q", question=text, answer=Html(body))
    return dataclasses.replace(
        one,
        headings=(heading,) * count,
        questions=(question,) * count,
        byline=(Credit(role=Role.REPORTER, name=text),) * count,
        terms=TERMS,
        image=one.image if count else None,
    )


@given(TEXTS, BODIES, st.integers(0, 3))
def test_human_fields_are_those_of_a_full_walk(text: str, body: str, count: int) -> None:
    """What is known of a class passes over no field, and changes no other."""
    one = full(text, body, count)
    texts = human_fields(one)
    assert texts == list(human_texts(one)) == plain_texts(one)
    fresh = [f"{number}" for number in range(len(texts))]
    changed = with_human_texts(one, iter(fresh).__next__)
    assert [text for _, text in human_fields(changed)] == fresh
    assert with_human_texts(changed, iter([text for _, text in texts]).__next__) == one
    moved = with_human_texts(one, iter(fresh).__next__, slug="b")
    assert moved == dataclasses.replace(changed, slug="b")


def test_a_text_field_with_signs_is_no_html() -> None:
    """What follows a < in a title is still text."""
    found = PLAIN.terms_in(document("zh-Hans-CN", title="甲<乙安排", body="<p>丙</p>"))
    assert found == (TERMS[1:2], ())
    assert unescape(as_html([("text", "a<b&amp;")])) == "a<b&amp;"
    assert as_html([("html", escape("a<b"))]) == escape("a<b")


def test_loading_the_converter_does_not_load_its_engine_or_tables() -> None:
    """A build that converts nothing waits neither for OpenCC nor for models and lists."""
    code = """
import json, sys
import hutong.variants
early = sorted(one for one in sys.modules if one.startswith("hutong."))
from hutong.variants import make_converter
make_converter(variants=["zh-Hant-HK", "zh-Hans-CN"])
print(json.dumps([early, sorted(sys.modules)]))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    early, late = json.loads(done.stdout)
    assert early == ["hutong.variants"]
    heavy = ("opencc", "hanzidentifier", "hutong.variants.context", "hutong.variants.names")
    assert [one for one in heavy if one in late] == []


def test_an_unknown_name_of_the_package_is_an_error() -> None:
    """Names are looked up when asked for, but only those there are."""
    import hutong.variants as package

    with pytest.raises(AttributeError, match="nonsense"):
        package.nonsense  # noqa: B018  # asking is the point
    assert all(getattr(package, name) is not None for name in package.__all__)


def test_several_documents_at_random_convert_as_one_by_one_with_a_fresh_converter() -> None:
    """What a converter remembers of one document has no say in another."""
    rng = random.Random(7)  # noqa: S311  # the same mixture each time
    pieces = ["骨干网", "安排。", "<b>发</b>", "余文乐", "12.5%", "-{发}-", "里面"]
    bodies = ["".join(rng.choices(pieces, k=6)) for _ in range(12)]
    for body in bodies:
        one = document("zh-Hans-CN", body=f"<p>{body}</p>")
        fresh = Converter(SiteRules(terms=TERMS))
        assert fresh.document(one, "zh-Hant-HK") == PLAIN.document(one, "zh-Hant-HK")


RULES = (
    SiteRules(),
    SiteRules(terms=TERMS),
    SiteRules(terms=TERMS[:2], quotes={"zh-Hans-CN": "curly"}),
)
PIECES = st.lists(
    st.sampled_from((
        "骨干网", "发展，", "后来", "余文乐先生", "范国威", "12.5%", "<p>", "</p>", "\n", " ",
        "\u3000", "<b>", "</b>", "<i> </i>", "<br>", '<img alt="发" src="/a.png">',  "</b>",
        '<img alt="" title=" ">',
        '<b title="发">', '<b title="">', "<h2>头</h2>\n", "<li>面</li>", '"', "'甲'", "A&B",
        "甲&amp;乙", "<td>打印机</td>", '<a href="https://a.cn/发">里</a>', "\ue000", "\ue001",
        "<code>", '<div aria-label="表格 1" class="table">', "</div>", "計算機", "頭髮", "a < b",
    )),
    max_size=12,
).map("".join)  # fmt: skip


@patient
@given(
    st.one_of(PIECES, MIXED, BODIES),
    st.one_of(PIECES, TEXTS),
    st.sampled_from(("zh-Hant-HK", "zh-Hans-CN", "zh-Hant-TW")),
    st.sampled_from(("zh-Hant-HK", "zh-Hans-CN")),
    st.sampled_from(RULES),
)
def test_a_plain_document_becomes_what_the_whole_chain_makes(
    body: str, title: str, tag: str, target: str, rules: SiteRules
) -> None:
    """Cutting a document at once gives the texts, notes and problems that careful work gives."""
    one = full(title, body, 1)
    one = dataclasses.replace(one, variant=tag, terms=(), topics=())
    quick = Converter(rules).document(one, target, doubts=False)
    with (
        patch.object(subject, "is_done", lambda *_: False),
        patch.object(subject, "plain_texts", lambda *_: None),
    ):
        whole = Converter(rules).document(one, target, doubts=False)
    assert quick == whole


@given(st.one_of(PIECES, MIXED, BODIES), PIECES)
def test_the_units_of_a_plain_document_are_those_of_its_layout(body: str, title: str) -> None:
    """What the engine gets at once is what it gets text by text; filled in, nothing changes."""
    fields = [("text", title), ("html", body), ("html", "")]
    texts = plain.plain_texts(fields)
    if texts is None:
        return
    hans, hant = read_tag("zh-Hans-CN"), read_tag("zh-Hant-HK")
    outcome = chain.convert(Layout(fields, hans, hant).passages, None, None)
    assert texts.units == [row.given for row in outcome.rows]
    assert texts.filled(texts.units) == [text for _, text in fields]


def test_ordinary_news_is_plain_and_what_needs_care_is_not() -> None:
    """Paragraphs, links, tables and pictures are cut at once; markup and entities are not."""
    for body in (
        '<h2 id="s1">甲</h2>\n<p>乙<strong>丙</strong><a href="https://a.cn/?b=1">丁</a>。</p>',
        '<p><img alt="甲" src="/a.png" width="3"></p>\n<ul>\n<li>乙</li>\n</ul>',
        '<div aria-label="表格 1" class="table"><table><tr><td>甲</td></tr></table></div>',
        "<p>他说：“3.5%的人”。</p>",
    ):
        assert plain.plain_texts([("html", body)]), body
    for body in (
        "-{甲}-",
        "甲&amp;乙",
        '<b lang="en">a</b>',
        "<code>a</code>",
        "www.a.cn",
        "\ue000",
    ):
        assert plain.plain_texts([("html", f"<p>{body}</p>")]) is None, body
