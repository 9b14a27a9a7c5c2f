"""Sitemaps keep the rules of sitemaps.org and list exactly what there is."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from lxml import etree

from tests.site.demo import CLOCK, Demo, links, tree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def _announced(demo: Demo) -> list[Path]:
    """The sitemaps that robots.txt names."""
    lines = (demo.output / "robots.txt").read_text(encoding="ascii").splitlines()
    urls = [line.partition(":")[2].strip() for line in lines if line.startswith("Sitemap:")]
    assert urls
    return [_there(demo, url) for url in urls]


def _there(demo: Demo, url: str | None) -> Path:
    file = demo.file(url or "")
    assert file is not None, f"{url} is not ours"
    assert file.is_file(), f"{url} does not exist"
    return file


def _parts(demo: Demo) -> list[tuple[Path, etree._Element]]:
    """Every sitemap proper, indexes followed."""
    found: list[tuple[Path, etree._Element]] = []
    for file in _announced(demo):
        root = etree.fromstring(file.read_bytes())
        if root.tag == f"{SITEMAP}sitemapindex":
            inner = [
                _there(demo, loc.text) for loc in root.iterfind(f"{SITEMAP}sitemap/{SITEMAP}loc")
            ]
            found += [(part, etree.fromstring(part.read_bytes())) for part in inner]
        else:
            found.append((file, root))
    return list(dict(found).items())


def _is_news(root: etree._Element) -> bool:
    return root.find(f".//{NEWS}news") is not None or NEWS[1:-1] in root.nsmap.values()


def _pages(demo: Demo) -> dict[str, etree._Element]:
    """Address → <url> of the sitemaps that are not the news sitemap."""
    found: dict[str, etree._Element] = {}
    for file, root in _parts(demo):
        if _is_news(root):
            continue
        for url in root.iterfind(f"{SITEMAP}url"):
            address = url.findtext(f"{SITEMAP}loc") or ""
            assert address not in found, f"{file} lists {address} twice"
            found[address] = url
    return found


def test_the_index_names_sitemaps_that_exist(demo: Demo) -> None:
    """There is an index, with full addresses of files in the tree."""
    indexes = [
        root
        for root in (etree.fromstring(file.read_bytes()) for file in _announced(demo))
        if root.tag == f"{SITEMAP}sitemapindex"
    ]
    assert len(indexes) == 1
    assert len(_parts(demo)) > 1


def test_sitemaps_stay_within_the_limits(demo: Demo) -> None:
    """At most 50,000 addresses and 50 MB each, and no sitemap outside its folder's reach."""
    for file, root in _parts(demo):
        assert root.tag == f"{SITEMAP}urlset", file
        assert file.stat().st_size <= 50 * 1024 * 1024
        urls = root.findall(f"{SITEMAP}url")
        assert len(urls) <= 50_000
        scope = demo.url(file).rpartition("/")[0] + "/"
        for url in urls:
            assert (url.findtext(f"{SITEMAP}loc") or "").startswith(scope), file


def test_every_page_is_listed_and_nothing_else(demo: Demo) -> None:
    """All pages but the 404s, and pages that ask not to be indexed, are in the sitemap."""
    wanted = set()
    for file in demo.pages():
        robots = tree(file).find(".//meta[@name='robots']")
        hidden = robots is not None and "noindex" in robots.get("content", "")
        if not hidden and not demo.kind(file).endswith("not found"):
            wanted.add(demo.url(file))
    assert set(_pages(demo)) == wanted


def test_pages_that_do_not_exist_ask_not_to_be_indexed(demo: Demo) -> None:
    """A 404 page found by its own address must not enter an index."""
    for file in demo.pages():
        if demo.kind(file).endswith("not found"):
            robots = tree(file).find(".//meta[@name='robots']")
            assert robots is not None, file
            assert "noindex" in robots.get("content", ""), file


def test_alternates_agree_with_the_pages(demo: Demo) -> None:
    """The sitemap's xhtml:link are those in the page's head."""
    for address, url in _pages(demo).items():
        here = {(x.get("hreflang"), x.get("href")) for x in url.iterfind(f"{XHTML}link")}
        page = _there(demo, address)
        there = {
            (link.get("hreflang"), link.get("href"))
            for link in links(tree(page), "alternate")
            if link.get("hreflang") and not link.get("type")
        }
        assert here == there, address
        assert here, address


def test_last_changes_are_dates_of_the_past(demo: Demo) -> None:
    """Every lastmod is a W3C date not after the build's own time."""
    now = datetime.fromtimestamp(int(CLOCK)).astimezone()
    stamps = [url.findtext(f"{SITEMAP}lastmod") for url in _pages(demo).values()]
    given = [stamp for stamp in stamps if stamp]
    assert given
    for stamp in given:
        moment = datetime.fromisoformat(stamp)
        if moment.tzinfo is None:
            moment = moment.astimezone()
        assert moment <= now + timedelta(days=1), stamp


def test_the_news_sitemap_holds_two_days(demo: Demo) -> None:
    """There is a news sitemap; what it lists is at most two days old and fully described."""
    news = [(file, root) for file, root in _parts(demo) if _is_news(root)]
    assert len(news) == 1
    now = datetime.fromtimestamp(int(CLOCK)).astimezone()
    for url in news[0][1].iterfind(f"{SITEMAP}url"):
        page = _there(demo, url.findtext(f"{SITEMAP}loc"))
        item = url.find(f"{NEWS}news")
        assert item is not None, page
        assert item.findtext(f"{NEWS}title"), page
        assert item.findtext(f"{NEWS}publication/{NEWS}name"), page
        assert item.findtext(f"{NEWS}publication/{NEWS}language") in ("zh-tw", "zh-cn"), page
        published = datetime.fromisoformat(item.findtext(f"{NEWS}publication_date") or "")
        if published.tzinfo is None:
            published = published.astimezone()
        assert now - timedelta(days=3) <= published <= now, page
