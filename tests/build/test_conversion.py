"""Conversion in whole builds: glossary levels, decisions, kept conversions, notes with lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.build.load import check_content
from hutong.build.places import Places
from hutong.decisions import Decision, format_decisions
from hutong.errors import ContentError
from tests.small import HANS, HANT, VARIANTS, SmallSite, copied, small_site, tree

TERM = "zh-Hant-HK\tzh-Hans-CN\n軟體\t软件\n"
SENTENCE = "软件由样本公司提供。"


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A small project of its own."""
    return small_site(tmp_path / "project")


def article(site: SmallSite, text: str, front: str = "") -> None:
    """Write a Simplified article with more front matter."""
    site.write("news/2026/soft.md", HANS.replace("section:", f"{front}section:", 1) + "\n" + text)


def test_a_topic_holds_only_where_a_page_asks_for_it(site: SmallSite) -> None:
    """Terms of glossary/topics speak on pages that name the topic, and nowhere else."""
    site.write("glossary/topics/computing.tsv", TERM)
    article(site, SENTENCE, "glossary: {topics: [computing]}\n")
    site.write("news/2026/other.md", HANS + "\n" + SENTENCE)
    site.build()
    assert "軟體由樣本公司" in site.page("zh-hant/news/2026/soft")
    assert "軟件由樣本公司" in site.page("zh-hant/news/2026/other")


def test_a_page_may_bring_its_own_terms(site: SmallSite) -> None:
    """Terms in the front matter come before topics, topics before the site's."""
    site.write("glossary/site.tsv", TERM)
    site.write("glossary/topics/computing.tsv", TERM.replace("軟體", "軟件甲"))
    front = "glossary:\n  topics: [computing]\n  terms:\n  - {zh-Hant-HK: 程式, zh-Hans-CN: 软件}\n"
    article(site, SENTENCE, front)
    site.write("news/2026/other.md", HANS + "\n" + SENTENCE)
    site.build()
    assert "程式由樣本公司" in site.page("zh-hant/news/2026/soft")
    assert "軟體由樣本公司" in site.page("zh-hant/news/2026/other")


def test_a_longer_term_of_the_site_wins_over_a_shorter_one_of_the_page(site: SmallSite) -> None:
    """A page's 软件 does not reach into the site's 软件协会."""
    site.write("glossary/site.tsv", "zh-Hant-HK\tzh-Hans-CN\n軟件協會\t软件协会\n")
    front = "glossary:\n  terms:\n  - {zh-Hant-HK: 程式, zh-Hans-CN: 软件}\n"
    article(site, "软件协会提供软件。", front)
    site.build()
    assert "軟件協會提供程式。" in site.page("zh-hant/news/2026/soft")


def test_an_unknown_topic_is_told_with_its_line(site: SmallSite) -> None:
    """A topic without a file is an error with a suggestion."""
    site.write("glossary/topics/computing.tsv", TERM)
    article(site, SENTENCE, "glossary: {topics: [computer]}\n")
    with pytest.raises(ContentError) as raised:
        site.build()
    [problem] = raised.value.problems
    assert (problem.path, problem.line) == ("content/news/2026/soft.md", 5)
    assert "computing" in problem.mend


@pytest.mark.parametrize(
    ("front", "what"),
    [
        ("glossary:\n  terms:\n  - {zh-Hant-HK: 程式}\n", "fewer than two forms"),
        ("glossary:\n  terms:\n  - {zh-Hant-HK: 程式, zh-Hanz: 软件}\n", "unknown variant"),
    ],
)
def test_a_term_without_use_is_told(site: SmallSite, front: str, what: str) -> None:
    """A page's term needs forms of two variants that there are."""
    article(site, SENTENCE, front)
    with pytest.raises(ContentError) as raised:
        site.build()
    assert what in raised.value.problems[0].what


def test_one_glossary_line_converts_anew_only_what_holds_it(site: SmallSite) -> None:
    """A second build converts nothing; a new term only the documents with the term."""
    article(site, SENTENCE)
    assert site.build().conversions[1] == 0
    assert site.build().conversions[0] == 0
    site.write("glossary/site.tsv", TERM)
    made, kept = site.build().conversions
    assert "軟體由樣本公司" in site.page("zh-hant/news/2026/soft")
    assert made == 2  # the one article, in both editions
    assert kept > made


def test_a_build_from_kept_conversions_is_the_same_build(site: SmallSite, tmp_path: Path) -> None:
    """Kept or made anew: the same bytes, warnings and notes."""
    article(site, SENTENCE + "骨幹由這裏來。")
    first = site.build()
    second = site.build()
    assert second.conversions[0] == 0
    assert second.summary.warnings == first.summary.warnings
    fresh = copied(site, tmp_path / "fresh")
    fresh.build()
    assert tree(fresh.output) == tree(site.output)


def decide(site: SmallSite, sentence: str, before: str, choice: str) -> None:
    """Decide on the first place of ``before`` in a sentence of the article."""
    decision = Decision(
        path="news/2026/soft.md",
        variant="zh-Hant-HK",
        sentence=sentence,
        at=sentence.index(before),
        before=before,
        choice=choice,
    )
    site.write("decisions.tsv", format_decisions([decision]))


def test_a_decision_holds_at_its_place_and_nowhere_else(site: SmallSite) -> None:
    """What an editor chose stands in that sentence; other sentences convert as before."""
    article(site, "他的头发由样本公司提供。头发很长。")
    decide(site, "他的头发由样本公司提供。", "发", "發")
    report = site.build()
    assert "他的頭發由樣本公司提供。頭髮很長。" in site.page("zh-hant/news/2026/soft")
    assert "他的头发由样本公司提供。" in site.page("zh-hans/news/2026/soft")
    assert not [one for one in report.summary.warnings if "decisions" in one.path]


def test_a_decision_reaches_across_inline_markup(site: SmallSite) -> None:
    """A sentence is what readers see, bold or not."""
    article(site, "他的**头发**由[样本](soft.md)公司提供。")
    decide(site, "他的头发由样本公司提供。", "发", "發")
    site.build()
    assert "<strong>頭發</strong>" in site.page("zh-hant/news/2026/soft")


def test_a_decision_comes_before_the_recognition_of_names(site: SmallSite) -> None:
    """What looks like a name to the machine is none if the editor says so."""
    article(site, "议员范国威表示同意。")
    site.build()
    assert "議員范國威表示" in site.page("zh-hant/news/2026/soft")
    decide(site, "议员范国威表示同意。", "范", "範")
    assert not [one for one in site.build().summary.warnings if "decisions" in one.path]
    assert "議員範國威表示" in site.page("zh-hant/news/2026/soft")


def test_a_decision_without_its_sentence_is_told(site: SmallSite) -> None:
    """When the sentence has changed the decision is stale: a warning with its line."""
    article(site, "他的头发由样本公司提供了。")
    decide(site, "他的头发由样本公司提供。", "发", "發")
    [warning] = [one for one in site.build().summary.warnings if "decisions" in one.path]
    assert (warning.path, warning.line) == ("content/decisions.tsv", 2)
    assert "has no place" in warning.what
    assert "頭髮" in site.page("zh-hant/news/2026/soft")


def test_a_decision_about_no_file_is_told(site: SmallSite) -> None:
    """A deleted or renamed article leaves its decisions behind, and that is said."""
    decide(site, "他的头发由样本公司提供。", "发", "發")
    [warning] = [one for one in site.build().summary.warnings if "decisions" in one.path]
    assert "there is no content/news/2026/soft.md" in warning.what


def test_what_an_editor_keeps_in_a_source_is_no_warning_any_more(site: SmallSite) -> None:
    """A mixed-script place that is meant so can be decided upon."""
    article(site, "他在骨幹处。")
    [warning] = [one for one in site.build().summary.warnings if "other script" in one.what]
    assert (warning.path, warning.line) == ("content/news/2026/soft.md", 10)
    keep = Decision(
        path="news/2026/soft.md",
        variant="",
        sentence="他在骨幹处。",
        at=3,
        before="幹",
        choice="幹",
    )
    site.write("decisions.tsv", format_decisions([keep]))
    assert not [one for one in site.build().summary.warnings if "other script" in one.what]


def test_quotation_marks_follow_the_variant_if_asked(site: SmallSite) -> None:
    """The option changes converted texts; originals stay as typed."""
    article(site, "他说：“样本‘甲’来了。”他说“**好**”。")
    variants = [{**VARIANTS[0], "quotes": "corner"}, VARIANTS[1]]
    site.build(HUTONG_VARIANTS=variants)
    assert "他說：「樣本『甲』來了。」" in site.page("zh-hant/news/2026/soft")
    assert "他說「<strong>好</strong>」。" in site.page("zh-hant/news/2026/soft")
    assert "他说：“样本‘甲’来了。”" in site.page("zh-hans/news/2026/soft")


def test_notes_point_at_their_line_and_place(site: SmallSite) -> None:
    """Each note names the sentence, the offset in it, and the line it stands on."""
    article(site, "一行。\n\n他在骨幹处。\n")
    notes = [note for note in check_content(site.settings()).notes if note.before == "幹"]
    assert [(note.path, note.line, note.at) for note in notes] == [
        ("content/news/2026/soft.md", 12, 3)
    ]
    for note in notes:
        assert note.sentence[note.at : note.at + len(note.before)] == note.before


@pytest.mark.parametrize(
    ("glossary", "body", "shown"),
    [
        ("<b>軟體</b>\t软件", "软件。", "&lt;b&gt;軟體&lt;/b&gt;"),
        ('站"甲\t软件', '[x](soft.md "软件")', 'title="站&quot;甲"'),
        ("A&B軟件\tA&B软件", "A&B软件。", "A&amp;B軟件"),
    ],
)
def test_terms_with_html_signs_are_text(
    site: SmallSite, glossary: str, body: str, shown: str
) -> None:
    """Nothing that a term brings in can open a tag or end an attribute."""
    site.write("glossary/site.tsv", f"zh-Hant-HK\tzh-Hans-CN\n{glossary}\n")
    article(site, body)
    site.build()
    assert shown in site.page("zh-hant/news/2026/soft")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("軟\ue001體\t软件", "U+E001"),
        ("軟\x02體\t软件", "U+0002"),
        ("軟體9\t软件8", "different figures"),
    ],
)
def test_an_unfit_term_is_told_with_its_line(site: SmallSite, line: str, what: str) -> None:
    """Hidden signs and other figures in a glossary are problems of the glossary."""
    site.write("glossary/site.tsv", f"zh-Hant-HK\tzh-Hans-CN\n{line}\n")
    with pytest.raises(ContentError) as raised:
        site.build()
    [problem] = raised.value.problems
    assert (problem.path, problem.line) == ("content/glossary/site.tsv", 2)
    assert what in problem.what


def test_a_name_with_private_use_is_told(site: SmallSite) -> None:
    """Names of the register are terms, and what the engine needs for itself is none."""
    site.write("organisations/x.yaml", "names: {zh-Hant-HK: 甲\ue000, zh-Hans-CN: 甲乙}\n")
    with pytest.raises(ContentError, match="private-use"):
        site.build()


@pytest.mark.parametrize("parted", ["软**件**", "软[件](soft.md)", "软-{zh-hk;zh-cn|件}-"])
def test_a_term_parted_by_markup_still_reaches_its_documents(
    site: SmallSite, tmp_path: Path, parted: str
) -> None:
    """A kept conversion depends on every term that readers could meet in the text."""
    article(site, f"{parted}由样本公司提供。")
    site.build()
    site.write("glossary/site.tsv", TERM)
    site.build()
    fresh = copied(site, tmp_path / "fresh")
    fresh.build()
    assert tree(fresh.output) == tree(site.output)


def test_a_term_that_moves_from_a_topic_to_the_site_counts(site: SmallSite) -> None:
    """The same terms at other levels are other rules."""
    other = TERM.replace("軟體", "程式")
    site.write("glossary/a.tsv", TERM)
    site.write("glossary/topics/computing.tsv", other)
    article(site, SENTENCE, "glossary: {topics: [computing]}\n")
    site.build()
    assert "程式由樣本公司" in site.page("zh-hant/news/2026/soft")
    site.write("glossary/b.tsv", other)
    site.write("glossary/topics/computing.tsv", "zh-Hant-HK\tzh-Hans-CN\n")
    site.build()
    assert "軟體由樣本公司" in site.page("zh-hant/news/2026/soft")


@pytest.mark.parametrize(
    ("text", "sentence", "at", "line"),
    [
        ("1月：骨幹。\n2月：骨幹。", "2月：骨幹。", 3, 2),
        ("我们培养骨幹的计划。\n## 骨幹", "骨幹", 0, 2),
        ("<!-- 他在骨幹处。 -->\n他在骨幹处。", "他在骨幹处。", 2, 2),
        ("```\n他在骨幹处。\n```\n他在骨幹处。", "他在骨幹处。", 2, 4),
        ("甲乙\u2028丙\n他在骨幹处。", "他在骨幹处。", 2, 2),
        ("见[网站](https://a.example/x(1).html)他在骨幹处。", "见网站他在骨幹处。", 5, 1),
        ("幹\n他在-{zh-hans:甲;zh-hant:乙}-幹处", "他在甲幹处", 3, 0),
    ],
)
def test_a_note_is_on_the_line_that_readers_see(
    text: str, sentence: str, at: int, line: int
) -> None:
    """Figures tell sentences apart, what is not shown is passed over, and no line is guessed."""
    assert Places(text).line_of(sentence, at) == line


HAN = st.text(alphabet="一二三四五。", min_size=1, max_size=12)


@given(lines=st.lists(HAN, min_size=1, max_size=6), pick=st.data())
def test_a_sentence_is_found_on_its_line(lines: list[str], pick: st.DataObject) -> None:
    """A line that is unlike the others is found, whatever Markdown stands in it."""
    number = pick.draw(st.integers(0, len(lines) - 1))
    marked = [*lines]
    marked[number] = f"**六七**[{lines[number]}](a.md)"
    at = pick.draw(st.integers(0, 1))
    assert Places("\n".join(marked)).line_of(f"六七{lines[number]}", at) == number + 1


def test_a_place_that_is_nowhere_has_no_line() -> None:
    """What the source does not hold, as in resolved markup, is told without a line."""
    assert Places("一行\n二行").line_of("七八九", 1) == 0


def test_traditional_articles_convert_without_name_recognition(site: SmallSite) -> None:
    """The other direction has no holes to put names into."""
    site.write("news/2026/hant.md", HANT + "\n范國威表示同意。\n")
    site.build()
    assert "范国威表示同意。" in site.page("zh-hans/news/2026/hant")


def test_a_check_takes_up_what_an_earlier_check_found(site: SmallSite) -> None:
    """Kept or made anew: the same notes and warnings, drafts and decisions included."""
    article(site, SENTENCE + "骨幹由這裏來。")
    site.build()
    first, second = check_content(site.settings()), check_content(site.settings())
    assert first.notes
    assert (second.notes, second.warnings) == (first.notes, first.warnings)
    site.build()  # joins what the checks have kept
    assert check_content(site.settings()).notes == first.notes
