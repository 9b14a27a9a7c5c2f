"""A whole document in another variant."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

from hutong.human import human_texts
from hutong.model import (
    Document,
    GlossaryTerm,
    Heading,
    Html,
    Image,
    Kind,
    Moment,
    Provenance,
    SourceCredit,
    UrlPath,
)
from hutong.variants import make_converter
from hutong.variants.converter import Converter
from hutong.variants.engine import Engine, Recipe

VARIANTS = ("zh-Hant-HK", "zh-Hans-CN")
TERMS = (
    GlossaryTerm({"zh-Hant-HK": "余若薇", "zh-Hans-CN": "余若薇"}),
    GlossaryTerm({"zh-Hant-HK": "鄭翔", "zh-Hans-CN": "郑翔"}),
)


def article(**changes: object) -> Document:
    """A small Simplified article."""
    document = Document(
        id="news/a",
        kind=Kind.NEWS,
        path="content/news/a.md",
        variant="zh-Hans-CN",
        origin="zh-Hans-CN",
        provenance=Provenance.ORIGINAL,
        slug="a",
        url_path=UrlPath("news/2023/a/"),
        title="珠澳共建联盟",
        summary="两地人才互通。",
        summary_given=True,
        body=Html('<p>余若薇与<a href="doc:news/发.md">郑翔</a>于2023年发言。</p>'),
        date=Moment(datetime(2023, 3, 8, tzinfo=UTC)),
        headings=(Heading(level=2, anchor="发展", text="发展"),),
        source=SourceCredit(name="南方都市报", key="nddaily"),
        image=Image(src="images/发.png", alt="签约仪式"),
        section="发展",
        tags=("发展",),
    )
    return dataclasses.replace(document, **changes)  # type: ignore[arg-type]  # test helper


def test_every_human_field_converts_and_no_other() -> None:
    """Titles, bodies, alt texts and credits convert; paths, ids, anchors and names do not."""
    converter = make_converter(TERMS, variants=VARIANTS)
    result = converter.document(article(), "zh-Hant-HK", doubts=False)
    document = result.document
    assert [text for _, text in human_texts(document)] == [
        "珠澳共建聯盟",
        "兩地人才互通。",
        '<p>余若薇與<a href="doc:news/发.md">鄭翔</a>於2023年發言。</p>',
        "發展",
        "南方都市報",
        "",
        "簽約儀式",
        "",
        "",
    ]
    assert document.image is not None
    assert (document.image.src, document.headings[0].anchor) == ("images/发.png", "发展")
    assert (document.section, document.tags) == ("发展", ("发展",))
    assert (document.variant, document.origin) == ("zh-Hant-HK", "zh-Hans-CN")
    assert document.provenance is Provenance.CONVERTED
    assert result.problems == ()
    assert result.notes == ()


def test_document_is_one_engine_call() -> None:
    """All fields go through the engine together."""
    calls: list[str] = []

    class Same:
        def convert(self, text: str) -> str:
            calls.append(text)
            return text

    def maker(_: Recipe) -> Engine:
        return Same()

    Converter(maker=maker).document(article(), "zh-Hant-HK")
    assert len(calls) == 1


def test_original_keeps_its_text_but_resolves_markup() -> None:
    """In its own variant nothing changes but markup and twins."""
    body = Html(
        "<p>鄭翔 -{A|zh-hans:郑;zh-hant:鄭}-郑</p>"
        '<div data-variant="zh-Hant-HK">繁</div><div data-variant="zh-Hans-CN">简</div>'
    )
    result = make_converter(TERMS, variants=VARIANTS).document(article(body=body), "zh-Hans-CN")
    assert result.document.body == "<p>鄭翔 郑郑</p><div>简</div>"
    assert result.document.title == article().title
    assert result.document.provenance is Provenance.ORIGINAL


def test_page_rules_reach_the_title() -> None:
    """A rule anywhere on the page holds in every field."""
    body = Html("<p>-{H|zh-hans:联盟;zh-hk:同盟}-联盟</p>")
    result = make_converter((), variants=VARIANTS).document(article(body=body), "zh-Hant-HK")
    assert result.document.title == "珠澳共建同盟"
    assert result.document.body == "<p>同盟</p>"


def test_title_rule_sets_the_title() -> None:
    """Flag T names the page."""
    body = Html("<p>-{T|zh-hans:简题;zh-hk:繁題}-文</p>")
    result = make_converter((), variants=VARIANTS).document(article(body=body), "zh-Hant-HK")
    assert (result.document.title, result.document.body) == ("繁題", "<p>文</p>")


def test_stray_characters_of_the_other_script_are_noted() -> None:
    """A Traditional slip in a Simplified source is told with its surroundings."""
    result = make_converter((), variants=VARIANTS).document(
        article(summary="两地人才發展"), "zh-Hans-CN"
    )
    assert [(note.rule, note.after) for note in result.notes] == [("mixed-script", "发")]
    assert (result.notes[0].sentence, result.notes[0].at) == ("两地人才發展", 4)
    assert (result.notes[0].before, result.notes[0].choices) == ("發", ("发", "發"))
    assert result.notes[0].path == "content/news/a.md"


def test_unconverted_characters_are_noted() -> None:
    """What a term leaves in the wrong script shows up."""
    terms = (GlossaryTerm({"zh-Hant-HK": "联盟", "zh-Hans-CN": "联盟"}),)
    result = make_converter(terms, variants=VARIANTS).document(article(), "zh-Hant-HK")
    assert "unconverted" in {note.rule for note in result.notes}


def test_changed_figures_are_a_problem() -> None:
    """A term that changes a figure is told, with both figures."""
    terms = (GlossaryTerm({"zh-Hant-HK": "2024年", "zh-Hans-CN": "2023年"}),)
    result = make_converter(terms, variants=VARIANTS).document(article(), "zh-Hant-HK")
    assert len(result.problems) == 1
    assert "2023 into 2024" in result.problems[0].what


def test_terms_in_a_document_are_those_that_can_match() -> None:
    """A document depends on no glossary line that it does not contain."""
    converter = make_converter(
        (*TERMS, GlossaryTerm({"zh-Hant-HK": "別處", "zh-Hans-CN": "别处"})), variants=VARIANTS
    )
    assert converter.terms_in(article()) == (TERMS, ())


def test_suspect_words_of_the_other_script_are_noted() -> None:
    """A Simplified spelling whose characters Traditional has too is told: 骨干."""
    document = article(variant="zh-Hant-HK", title="集聚骨干人才", summary="", body=Html(""))
    result = make_converter((), variants=VARIANTS).document(document, "zh-Hant-HK")
    assert ("骨干", "骨幹") in {(note.before, note.after) for note in result.notes}
