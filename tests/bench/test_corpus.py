"""The invented archive that building is measured on: the same for the same seed, in every form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bench.site.articles import LONGEST, RARE_AT, SHORTEST, Article, make_articles
from bench.site.corpus import main, write_corpus
from bench.site.forms import FORMS, for_hutong, for_pelican, for_yaml
from bench.site.phrases import RARE_TERM, SECTIONS, SOURCES, TAGS, TITLES
from bench.site.terms import ORGANISATIONS, TERMS
from hutong.variants.detect import han_script_of

N = 60


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """A small archive."""
    return list(make_articles(N, seed=7))


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("form", FORMS)
def test_same_seed_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    """Two runs with one seed write the same files, and another seed writes others."""
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        assert write_corpus(tmp_path / name, n=6, seed=seed, form=form) == 6
    first, again, other = (_files(tmp_path / name) for name in "abc")
    assert first == again
    assert first != other
    assert sum(name.endswith(".md") for name in first) == 6


def test_half_is_in_each_script(articles: list[Article]) -> None:
    """Every second article is Simplified, and its text is what it says that it is."""
    assert len(articles) == N
    assert sum(article.hans for article in articles) == N // 2
    for article in articles:
        assert article.source == SOURCES[article.hans]
        assert han_script_of(article.body) == ("Hans" if article.hans else "Hant")


def test_articles_are_news_of_the_right_size(articles: list[Article]) -> None:
    """Lengths, dates, sections and tags stay within what the benchmark says it measures."""
    for article in articles:
        assert SHORTEST <= len(article.body) <= LONGEST
        assert 3 <= len(set(article.tags)) == len(article.tags) <= 5
        assert (
            article.section
            == {hant: (hant, hans) for _, hant, hans in SECTIONS}.get(
                article.section, ("", article.section)
            )[article.hans]
        )
    dates = [article.date for article in articles]
    assert dates == sorted(dates)
    assert len({article.slug for article in articles}) == N
    assert dates[-1].year - dates[0].year == 9


def test_archive_has_all_kinds_of_text(articles: list[Article]) -> None:
    """Headings, lists, tables, quotations, bold, pictures and links are all there."""
    text = "\n".join(article.body for article in articles)
    for mark in ("\n## ", "\n### ", "\n- ", "\n1. ", "\n| --- ", "\n> ", "**", "![", "]("):
        assert mark in text
    assert "{" not in text


def test_all_forms_say_the_same(articles: list[Article]) -> None:
    """Every form has the article's title, date, section, tags, summary, source, names, body."""
    for article in articles:
        ours, theirs = (
            yaml.safe_load(form(article).split("---\n")[1]) for form in (for_hutong, for_yaml)
        )
        lines = for_pelican(article).split("\n\n", 1)[0].split("\n")
        plain = dict(line.split(": ", 1) for line in lines)
        assert ours["title"] == theirs["title"] == plain["Title"] == article.title
        assert ours["date"] == theirs["date"] == article.date
        assert plain["Date"] == f"{article.date:%Y-%m-%d %H:%M}"
        assert ours["section"] == theirs["category"] == plain["Category"] == article.section
        assert ours["tags"] == theirs["tags"] == plain["Tags"].split(", ") == list(article.tags)
        assert ours["summary"] == theirs["summary"] == plain["Summary"] == article.summary
        assert ours["source"]["name"] == theirs["origin"] == plain["Origin"] == article.source
        names = [one["name"] for one in ours["byline"]]
        assert names == theirs["reporters"] == plain["Authors"].split(", ")
        for form in (for_hutong, for_yaml, for_pelican):
            assert form(article).endswith("\n\n" + article.body)


def test_tags_and_sections_survive_going_there_and_back() -> None:
    """OpenCC takes every tag and section to Simplified and back: peers have no more than we do."""
    import opencc

    there, back = opencc.OpenCC("hk2s").convert, opencc.OpenCC("s2hk").convert
    assert len(set(TAGS)) == len({there(tag) for tag in TAGS}) == 200
    assert [tag for tag in TAGS if back(there(tag)) != tag] == []
    assert [(there(hant), back(hans)) for _, hant, hans in SECTIONS] == [
        (hans, hant) for _, hant, hans in SECTIONS
    ]


def test_names_of_the_project_are_used(tmp_path: Path, articles: list[Article]) -> None:
    """The glossary and the register of the project name things that the articles mention."""
    write_corpus(tmp_path, n=3, seed=7, form="hutong", left_out=("months",))
    glossary = (tmp_path / "content" / "glossary" / "terms.tsv").read_text("utf-8").splitlines()
    assert len(glossary) == 1 + len(TERMS) == 51
    assert len(list((tmp_path / "content" / "organisations").glob("*.yaml"))) == 20
    assert "HUTONG_LEAVE_OUT = ['months']" in (tmp_path / "pelicanconf.py").read_text("utf-8")
    for script in (0, 1):
        text = "\n".join(article.body for article in articles if article.hans == bool(script))
        assert sum(pair[script] in text for pair in TERMS) > 20
        assert sum(names[1 + script] in text for names in ORGANISATIONS) > 15
    assert RARE_TERM[0] in articles[RARE_AT].body


def test_every_title_says_what_and_where() -> None:
    """Each pattern of a title names a place or a plan and what it is about."""
    assert all(re.search(r"\{(a|plan)\}", title) for title in TITLES)


def test_a_folder_in_use_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The generator mixes no archives: a folder with files in it stops it."""
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path), "--n", "1"])
    assert stopped.value.code == 2
    assert "not empty" in capsys.readouterr().err
    assert _files(tmp_path) == {"mine": b"kept"}
