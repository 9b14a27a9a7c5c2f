"""The check of a built site: a sound one passes, and each kind of damage is named."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from hutong.build.tree import write_tree
from hutong.model import OutputFile
from hutong.publish.verify import verify_tree

URL: Final = "https://example.org/repo"
PREFIXES: Final = ("zh-hant", "zh-hans")
LANGS: Final = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}

LOST: Final = (
    '<!doctype html><html lang="zh"><head><title>?</title></head>'
    '<body><a href="/repo/">首頁</a></body></html>'
)

Tree: TypeAlias = dict[str, str]


def page(prefix: str, path: str, body: str = "") -> str:
    """A sound page of one edition; of the gateway where the prefix is empty."""
    own = f"{URL}/{prefix}/{path}" if prefix else f"{URL}/"
    default = f"{URL}/" if not path else f"{URL}/zh-hant/{path}"
    alternates = "".join(
        f'<link rel="alternate" hreflang="{lang}" href="{URL}/{one}/{path}">\n'
        for one, lang in LANGS.items()
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGS.get(prefix, "zh-Hant")}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>新聞 {path}</title>\n<link rel="canonical" href="{own}">\n'
        f'{alternates}<link rel="alternate" hreflang="x-default" href="{default}">\n'
        f'<link rel="stylesheet" href="/repo/static/site.css">\n</head>\n<body id="body">\n'
        f"{body}\n</body>\n</html>\n"
    )


def edition(prefix: str) -> Tree:
    """Home, an article, a page for lost readers and feeds."""
    article = (
        '<h2 id="一">一</h2><a href="#一">目錄</a> <a href="#%E4%B8%80">目錄</a>'
        ' <a href="#top">上</a>'
        f'<a href="../../">首頁</a> <a href="{URL}/zh-hant/a/b/#body">繁</a>'
        '<a href="/repo/files/x.pdf">x</a>'
        '<img src="/repo/images/p.png" alt=""'
        ' srcset="/repo/images/p.png 1x, ../../../images/p.png 2x">'
        '<svg><use href="/repo/static/icons.svg#x"/></svg><a href="mailto:a@example.org">a</a>'
        '<a href="https://other.example/gone">外</a>'
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    )
    base = f"{URL}/{prefix}"
    return {
        f"{prefix}/index.html": page(prefix, "", f'<a href="/repo/{prefix}/a/b/?from=home">讀</a>'),
        f"{prefix}/a/b/index.html": page(prefix, "a/b/", article),
        f"{prefix}/404.html": LOST,
        f"{prefix}/feed.xml": '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f'<link rel="self" href="{base}/feed.xml"/><link href="{base}/"/>'
        f'<entry><link rel="alternate" href="{base}/a/b/"/></entry></feed>',
        f"{prefix}/feed.json": json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "feed_url": f"{base}/feed.json",
                "home_page_url": f"{base}/",
                "items": [{"url": f"{base}/a/b/"}],
            }
        ),
        f"{prefix}/site.webmanifest": json.dumps(
            {"start_url": f"/repo/{prefix}/", "icons": [{"src": "/repo/images/p.png"}]}
        ),
        f"{prefix}/sitemap.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><loc>{base}/a/b/</loc>'
        f'<xhtml:link rel="alternate" hreflang="zh-Hans" href="{URL}/zh-hans/a/b/"/></url>'
        "</urlset>",
    }


def sound() -> Tree:
    """A whole small site in which nothing is wrong."""
    return {
        **edition("zh-hant"),
        **edition("zh-hans"),
        "index.html": page("", "", '<a href="/repo/zh-hans/">简</a>'),
        "404.html": LOST,
        "robots.txt": f"User-agent: *\nSitemap: {URL}/sitemap.xml\n",
        "sitemap.xml": '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
        f"<loc>{URL}/zh-hant/sitemap.xml</loc></sitemap></sitemapindex>",
        "static/site.css": "body { background: url('../images/p.png') }",
        "static/icons.svg": '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="x"/></svg>',
        "images/p.png": "not looked into",
        "files/x.pdf": "not looked into",
        "files/old.html": "an attachment, not a page of ours",
    }


def check(root: Path, tree: Tree, *absent: str) -> list[str]:
    """Write the tree, and return what the check says, one line each."""
    write_tree(root, [OutputFile(path=path, data=text.encode()) for path, text in tree.items()])
    return [
        f"{one.path}: {one.what}"
        for one in verify_tree(root, site_url=URL, prefixes=PREFIXES, absent=absent)
    ]


def change(path: str, old: str, new: str) -> Callable[[Tree], None]:
    """A damage: other words in one file."""

    def damage(tree: Tree) -> None:
        assert old in tree[path]
        tree[path] = tree[path].replace(old, new)

    return damage


def drop(*paths: str) -> Callable[[Tree], None]:
    """A damage: files that are gone."""

    def damage(tree: Tree) -> None:
        for path in paths:
            del tree[path]

    return damage


def body(html: str) -> Callable[[Tree], None]:
    """A damage: something more in an article."""
    return change("zh-hant/a/b/index.html", "<h2", f"{html}<h2")


ARTICLE: Final = "zh-hant/a/b/index.html"
HANS: Final = f'<link rel="alternate" hreflang="zh-Hans" href="{URL}/zh-hans/a/b/">'
X_DEFAULT: Final = f'<link rel="alternate" hreflang="x-default" href="{URL}/zh-hant/a/b/">'

DAMAGES: Final[tuple[tuple[Callable[[Tree], None], str], ...]] = (
    (drop("zh-hans/feed.json"), "zh-hans/feed.json: is missing, though another edition has it"),
    (drop(*edition("zh-hans")), "zh-hans/: this edition is empty"),
    (change(ARTICLE, "<!DOCTYPE html>", ""), "does not start with <!doctype html>"),
    (change(ARTICLE, "</html>", ""), "is cut off"),
    (change(ARTICLE, "一</h2>", "\0</h2>"), "holds a NUL"),
    (change(ARTICLE, ' lang="zh-Hant"', ""), "does not say its language"),
    (change(ARTICLE, "<title>新聞 a/b/</title>", "<title> </title>"), "has no title"),
    (change(ARTICLE, '{"@type"', '{@type"'), "broken structured data"),
    (change(ARTICLE, f'canonical" href="{URL}/zh-hant/', f'canonical" href="{URL}/zh-hans/'),
     f"its canonical address is {URL}/zh-hans/a/b/, not {URL}/zh-hant/a/b/"),
    (change(ARTICLE, 'rel="canonical"', 'rel="author"'), "its canonical address is missing"),
    (change(ARTICLE, HANS, ""), "names no alternate in the edition zh-hans"),
    (change(ARTICLE, HANS, HANS.replace("zh-Hans", "zh-Hant")), "two alternates for one language"),
    (change(ARTICLE, HANS, HANS.replace("a/b/", "")), "does not name the same alternates"),
    (change(ARTICLE, HANS, HANS.replace("a/b/", "c/")), "leads to nothing"),
    (change("zh-hans/a/b/index.html", HANS, ""), f"{ARTICLE}: its zh-Hans alternate"),
    (change(ARTICLE, X_DEFAULT, ""), "names no x-default"),
    (change(ARTICLE, ' hreflang="', ' data-x="'), "names no alternates"),
    (change("index.html", f'href="{URL}/"', f'href="{URL}/zh-hant/"'), "does not name itself"),
    (body('<a href="/repo/zh-hant/a/c/">c</a>'), "link '/repo/zh-hant/a/c/' leads to nothing"),
    (body('<a href="/repo/zh-hant/a/b">c</a>'), "lacks the slash at its end"),
    (body('<a href="/zh-hant/a/b/">c</a>'), "leaves the site, which begins at /repo/"),
    (body('<a href="doc:news/c.md">c</a>'), "has the scheme doc:"),
    (body('<a href="javascript:alert(1)">c</a>'), "has the scheme javascript:"),
    (body('<a href="">c</a>'), "is empty"),
    (body('<a href="http://[">c</a>'), "is no address"),
    (body('<a href="#二">c</a>'), "link '#二' leads to an anchor that is not there"),
    (body('<a href="../../#二">c</a>'), "leads to an anchor that is not there"),
    (body('<img src="/repo/images/q.png" alt="">'), "picture '/repo/images/q.png'"),
    (body('<img src="/repo/images/p.png" srcset="/repo/images/q.png 2x" alt="">'), "q.png"),
    (body('<script src="/repo/s.js"></script>'), "script '/repo/s.js'"),
    (body('<svg><use href="/repo/static/icons.svg#y"/></svg>'), "icons.svg#y"),
    (change(ARTICLE, "site.css", "else.css"), "linked file '/repo/static/else.css'"),
    (change(ARTICLE, "<title>", '<meta name="twitter:image" content="/o"><title>'), "'/o'"),
    (change("static/site.css", "p.png", "q.png"), "asset '../images/q.png' leads to nothing"),
    (change("robots.txt", "sitemap.xml", "map.xml"), "map.xml' leads to nothing"),
    (change("sitemap.xml", "zh-hant/sitemap.xml", "zh-hant/map.xml"), "leads to nothing"),
    (change("sitemap.xml", "example.org/repo/zh", "example.com/repo/zh"), "not on this site"),
    (change("zh-hant/sitemap.xml", "<loc>", "<loc>x"), "zh-hant/sitemap.xml: address"),
    (change("zh-hant/sitemap.xml", "zh-hans/a/b/", "zh-hans/a/c/"), "leads to nothing"),
    (change("zh-hant/sitemap.xml", "</url>", ""), "cannot be read"),
    (change("zh-hant/feed.xml", "</entry>", ""), "cannot be read"),
    (change("zh-hant/feed.xml", "/a/b/", "/a/c/"), "leads to nothing"),
    (change("zh-hant/feed.xml", "zh-hant/feed.xml", "zh-hans/feed.xml"), "its own address as"),
    (change("zh-hant/feed.xml", 'rel="self"', 'rel="via"'), "its own address as nothing"),
    (change("zh-hant/feed.json", "/a/b/", "/a/c/"), "leads to nothing"),
    (change("zh-hant/feed.json", "zh-hant/feed.json", "f.json"), "gives its own address as"),
    (change("zh-hant/feed.json", "{", "{,"), "cannot be read"),
    (change("zh-hant/site.webmanifest", "/repo/zh-hant/", "/repo/zh/"), "leads to nothing"),
    (change("zh-hant/site.webmanifest", "p.png", "q.png"), "leads to nothing"),
)  # fmt: skip


def test_a_sound_site_passes(tmp_path: Path) -> None:
    """Nothing is said of it, with nothing secret in it either."""
    assert check(tmp_path, sound(), "秘密協議", "secret-merger", "news/2026/secret/") == []


@pytest.mark.parametrize(("damage", "said"), DAMAGES, ids=[said[:60] for _, said in DAMAGES])
def test_each_kind_of_damage_is_named(
    tmp_path: Path, damage: Callable[[Tree], None], said: str
) -> None:
    """One damage to a sound site, one clear line at least."""
    tree = sound()
    damage(tree)
    lines = check(tmp_path, tree)
    assert any(said in line for line in lines), lines


@pytest.mark.parametrize(
    ("absent", "html"),
    [
        ("秘密協議", "<p>下週簽秘密協議。</p>"),
        ("A & “B”", "<p>A &amp; “B”</p>"),
        (
            "秘密 協議",
            '<a href="https://x.example/?text=%E7%A7%98%E5%AF%86%20%E5%8D%94%E8%AD%B0">x</a>',
        ),
        (
            "秘密 協議",
            '<a href="https://x.example/?text=%E7%A7%98%E5%AF%86+%E5%8D%94%E8%AD%B0">x</a>',
        ),
        ("秘密", '<script type="application/ld+json">"\\u79d8\\u5bc6"</script>'),
        ("secret-merger", '<a href="https://example.com/news/secret-merger/">x</a>'),
        ("news/2026/merger/", '<a href="https://example.com/news/2026/merger/#a">x</a>'),
    ],
)
def test_what_must_not_be_published_is_found(tmp_path: Path, absent: str, html: str) -> None:
    """In any writing: plain, escaped for HTML, for addresses or for JSON."""
    tree = sound()
    body(html)(tree)
    assert check(tmp_path, tree, absent) == [
        f"{ARTICLE}: holds {absent!r}, which is not to be published"
    ]


def test_a_secret_slug_is_found_in_a_file_name(tmp_path: Path) -> None:
    """Even of a file that is not text."""
    tree = sound() | {"images/secret-merger/p.png": ""}
    assert check(tmp_path, tree, "secret-merger") == [
        "images/secret-merger/p.png: holds 'secret-merger', which is not to be published"
    ]


@pytest.mark.parametrize("word", ["secret-merger-off", "top-secret-merger", "secret-merger"])
def test_a_slug_is_not_found_in_longer_slugs_or_in_words(tmp_path: Path, word: str) -> None:
    """Only whole parts of addresses count: a short slug is an ordinary word."""
    tree = sound()
    link = f"https://example.com/{word}/" if word != "secret-merger" else "https://example.com/"
    body(f'<a href="{link}">the secret-merger</a>')(tree)
    assert check(tmp_path, tree, "secret-merger") == []


def test_problems_carry_path_line_and_mend(tmp_path: Path) -> None:
    """As every problem of ours does."""
    tree = sound()
    body('\n\n<a href="/repo/none/">c</a>')(tree)
    write_tree(tmp_path, [OutputFile(path=one, data=text.encode()) for one, text in tree.items()])
    (problem,) = verify_tree(tmp_path, site_url=f"{URL}/", prefixes=PREFIXES)
    line = 1 + tree[ARTICLE][: tree[ARTICLE].index("/repo/none/")].count("\n")
    assert str(problem) == (
        f"{ARTICLE}:{line}: link '/repo/none/' leads to nothing;"
        " mend it where the text or the template names it"
    )


def test_a_page_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """Readers would see question marks."""
    files = [OutputFile(path=path, data=text.encode()) for path, text in sound().items()]
    bad = sound()[ARTICLE].encode("gb18030")
    write_tree(
        tmp_path,
        [*(one for one in files if one.path != ARTICLE), OutputFile(path=ARTICLE, data=bad)],
    )
    found = verify_tree(tmp_path, site_url=URL, prefixes=PREFIXES)
    assert any(one.path == ARTICLE and "is not UTF-8" in one.what for one in found)


def test_a_tree_that_differs_from_its_manifest_is_named(tmp_path: Path) -> None:
    """A file changed by hand, and a link that leads out of the tree."""
    check(tmp_path, sound())
    (tmp_path / "static/site.css").write_text("")
    (tmp_path / "static/link.css").symlink_to("/nowhere")
    found = [one.path for one in verify_tree(tmp_path, site_url=URL, prefixes=PREFIXES)]
    assert found == ["static/link.css", "static/site.css"]


def test_a_site_at_the_root_of_its_domain_passes(tmp_path: Path) -> None:
    """No base path before the addresses."""
    tree = {
        path: text.replace(URL, "https://example.org").replace("/repo/", "/")
        for path, text in sound().items()
    }
    write_tree(tmp_path, [OutputFile(path=one, data=text.encode()) for one, text in tree.items()])
    assert verify_tree(tmp_path, site_url="https://example.org", prefixes=PREFIXES) == ()


def test_a_hundred_long_pages_are_checked_quickly(tmp_path: Path) -> None:
    """Within two seconds of processor time."""
    tree = sound()
    text = "".join(f'<p>段落<a href="../../">{n}</a></p>\n' for n in range(300))
    for prefix in PREFIXES:
        for n in range(50):
            tree[f"{prefix}/a/{n}/index.html"] = page(prefix, f"a/{n}/", text)
    start = time.process_time()
    assert check(tmp_path, tree) == []
    assert time.process_time() - start < 2
