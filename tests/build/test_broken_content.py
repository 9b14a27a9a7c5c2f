"""Broken content: each kind is told by path and line, and what was built before stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hutong.build.load import check_content
from hutong.build.site import build_site
from hutong.errors import ContentError
from hutong.model import Severity
from tests.small import HANS, HANT, SmallSite, small_site, tree

FRONT = "---\ntitle: 樣本\nvariant: zh-Hant-HK\ndate: 2026-03-02\n"
Break = Callable[[SmallSite], object]


def bad(text: str | bytes) -> Break:
    """Write one broken article."""
    return lambda site: site.write("news/bad.md", text)


def link_out(site: SmallSite) -> None:
    """An article that is a symbolic link to a file outside the content folder."""
    outside = site.root / "secret.md"
    outside.write_text(HANT, encoding="utf-8")
    (site.root / "content/news/bad.md").symlink_to(outside)


CASES: dict[str, tuple[Break, str]] = {
    "bad YAML": (bad("---\ntitle: [樣本\ndate: 2026-01-01\n---\n文"), "news/bad.md:"),
    "wrong type": (bad(f"{FRONT}tags: {{a: 1}}\n---\n文"), "news/bad.md:5:"),
    "unknown key": (bad(f"{FRONT}tag: 峰會\n---\n文"), "did you mean"),
    "missing title": (bad("---\nvariant: zh-Hant-HK\ndate: 2026-01-01\n---\n文"), "title"),
    "bad date": (bad("---\ntitle: 樣本\ndate: 2026-02-31\n---\n文"), "news/bad.md:3:"),
    "duplicate slug": (bad(f"{FRONT}slug: agreement\n---\n文"), "slug"),
    "traversal in slug": (bad(f"{FRONT}slug: ../../etc/x\n---\n文"), "news/bad.md:5:"),
    "traversal in image": (
        bad(f"{FRONT}image: {{src: ../../secret.png, alt: 圖}}\n---\n文"),
        "news/bad.md:5:",
    ),
    "unknown section": (bad(f"{FRONT}section: cooperatoin\n---\n文"), "'cooperation'"),
    "missing image": (
        bad(f"{FRONT}image: {{src: images/none.png, alt: 圖}}\n---\n文"),
        "news/bad.md:5:",
    ),
    "missing image in the text": (bad(f"{FRONT}---\n\n![圖](images/none.png)\n"), "news/bad.md:7:"),
    "caption without image": (bad(f"{FRONT}image: {{caption: 說明}}\n---\n文"), "news/bad.md:5:"),
    "not UTF-8": (bad(HANT.encode("big5", "ignore")), "UTF-8"),
    "BOM": (bad(b"\xef\xbb\xbf" + HANT.encode()), "news/bad.md:1:"),
    "NUL": (bad(f"{FRONT}---\n文\0文"), "news/bad.md:6:"),
    "empty file": (bad(""), "empty"),
    "10 MB file": (bad(FRONT.encode() + b"---\n" + b"a" * 10_000_000), "bytes"),
    "symlink out of the tree": (link_out, "symbolic link"),
    "raw script": (bad(f"{FRONT}---\n\n<script>alert(1)</script>\n"), "news/bad.md:7:"),
    "javascript link": (bad(f"{FRONT}---\n\n[點](javascript:alert(1))\n"), "news/bad.md:7:"),
    "unclosed markup": (bad(f"{FRONT}---\n\n這裏-{{沒有關上\n"), "news/bad.md:7:"),
    "unknown organisation": (
        bad(f"{FRONT}byline:\n  - {{role: editor, organisation: nobody}}\n---\n文"),
        "unknown organisation 'nobody'",
    ),
    "unknown agreement": (bad(f"{FRONT}agreements: [none]\n---\n文"), "unknown agreement"),
    "dead link": (bad(f"{FRONT}---\n\n[文](nowhere.md)\n"), "news/bad.md:7:"),
    "orphan counterpart": (
        lambda site: site.write("news/bad.zh-Hans-CN.md", HANS),
        "no bad.md",
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """A small site that was built once."""
    site = small_site(tmp_path_factory.mktemp("small"))
    site.build()
    return site


@pytest.mark.parametrize("name", CASES)
def test_broken_content_is_told_and_leaves_the_output_alone(name: str, built: SmallSite) -> None:
    """Every kind of broken content gives an error with its path, and writes nothing."""
    before = tree(built.output)
    content = tree(built.root / "content")
    break_it, expected = CASES[name]
    break_it(built)
    try:
        with pytest.raises(ContentError) as caught:
            build_site(built.settings())
    finally:
        for file in (built.root / "content").rglob("bad*"):
            file.unlink()
    errors = [one for one in caught.value.problems if one.severity is Severity.ERROR]
    assert any("content/news/bad" in str(one) and expected in str(one) for one in errors), errors
    assert all(one.mend for one in errors)
    assert tree(built.output) == before
    assert tree(built.root / "content") == content


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    """One run names the faults of every file."""
    site = small_site(tmp_path)
    for number, (break_it, _) in enumerate((CASES["bad date"], CASES["unknown section"])):
        break_it(site)
        (site.root / "content/news/bad.md").rename(site.root / f"content/news/bad{number}.md")
    with pytest.raises(ContentError) as caught:
        site.build()
    assert {one.path for one in caught.value.problems} == {
        "content/news/bad0.md",
        "content/news/bad1.md",
    }


RECORD = """---
title: 樣本協議
variant: zh-Hant-HK
announced: 2023-13
signed: 2023-06-16
in_force: 2022-01-01
parties: [bureau]
signatories:
- {name: 樣本, for: office}
texts:
- {file: files/none.pdf, language: zh}
policies: [nothing]
---

見[不在的文章](news/none.md)。
"""
OFFICE = "names: {zh-Hant-HK: 樣本廳, zh-Hans-CN: 样本厅}\n"


def test_a_broken_record_tells_all_that_is_wrong_with_it(tmp_path: Path) -> None:
    """A date that is none hides neither the dead file nor the signatory of another party."""
    site = small_site(tmp_path)
    site.write("agreements/bad.md", RECORD)
    site.write("organisations/bureau.yaml", OFFICE.replace("廳", "局").replace("厅", "局"))
    site.write("organisations/office.yaml", OFFICE)
    for told in (_told(site.build), _told(lambda: check_content(site.settings()))):
        for line, what in (
            (4, "'announced'"), (6, "is before 'signed'"), (9, "which is no party"),
            (11, "files/none.pdf does not exist"), (12, "unknown policy 'nothing'"),
        ):  # fmt: skip
            assert any(where == line and what in words for where, words in told), what


def test_check_and_build_tell_the_same_of_broken_records(tmp_path: Path) -> None:
    """With a fault in the text below the fields, too."""
    site = small_site(tmp_path)
    site.write("agreements/bad.md", RECORD.replace("2023-13", "2023-01").replace(
        "見[不在的文章](news/none.md)", "見[不安全的](javascript:x)"))  # fmt: skip
    assert _told(site.build) == _told(lambda: check_content(site.settings()))


def _told(run: Callable[[], object]) -> set[tuple[int, str]]:
    """The lines and words of all errors in the record."""
    with pytest.raises(ContentError) as caught:
        run()
    return {
        (one.line, one.what)
        for one in caught.value.problems
        if one.severity is Severity.ERROR and one.path.endswith("bad.md")
    }
