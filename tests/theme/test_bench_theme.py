"""The small theme that builds are timed with shows every page and has every word."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from babel.messages.pofile import read_po
from lxml import html

from hutong.build.render import Renderer
from tests.theme import samples
from tests.theme.parts import SCRIPTS

ROOT: Final = Path(__file__).resolve().parents[2]
BENCH: Final = ROOT / "bench" / "theme"


def _words(theme: Path, locale: str) -> dict[str, str]:
    with (theme / "translations" / locale / "LC_MESSAGES" / "hutong.po").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, locale=locale) if one.id}


@pytest.mark.parametrize("script", SCRIPTS, ids=["hant", "hans"])
def test_every_page_can_be_made(script: Any) -> None:
    """Each view, full or bare, gives a page with its title, its menu and its edition's language.

    The peers have no register, so it has no page of one.
    """
    edition = Renderer(BENCH, {}, {}).for_locale(script.locale)
    made = {path.name for path in (BENCH / "templates").glob("*.html")}
    for _, page in samples.every_page(script):
        if page.template not in made:
            continue
        count = 1 + len(page.edition.nav)
        tree = html.document_fromstring(edition.render(page).decode())
        assert tree.get("lang") == script.tag
        assert tree.xpath("//title/text()") == [page.head.title]
        assert [one.get("href") for nav in tree.iter("nav") for one in nav.iter("a")][:count] == [
            page.edition.home,
            *(one.url for one in page.edition.nav),
        ]


def test_the_chrome_weighs_what_that_of_the_peers_weighs() -> None:
    """Some 4 to 5 KB stand around the text of an article, without its own title and tags."""
    page = samples.bare_article(SCRIPTS[0])
    size = len(Renderer(BENCH, {}, {}).for_locale(SCRIPTS[0].locale).render(page))
    assert 3_500 <= size <= 5_500


def test_pages_ask_for_no_more_than_those_of_the_peers() -> None:
    """Nothing that the peers do not show is asked for, so that it need not be made."""
    names = Renderer(BENCH, {}, {}).used_names("article.html")
    assert names is not None
    assert not {"share", "related", "picks", "contents", "pages", "corrections"} & names


@pytest.mark.parametrize("locale", ["zh_Hans_CN", "zh_Hant_HK"])
def test_the_catalogue_has_all_words_of_the_site(locale: str) -> None:
    """The words are the theme's own, word for word, and four more."""
    ours, site = _words(BENCH, locale), _words(ROOT / "theme", locale)
    assert {msgid: ours.get(msgid) for msgid in site} == site
    assert len(ours) == len(site) + 4
    assert all(ours.values())
    assert list(ours) == sorted(ours)
