"""Templates compiled for speed make the very pages that plain Jinja makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from markupsafe import Markup

from hutong.build.render import Renderer
from hutong.errors import CannotRun
from hutong.views import records
from tests.theme import samples
from tests.theme.parts import SCRIPTS
from tests.theme.themes import LOCALE, Small, small_theme

THEME: Final = Path(__file__).resolve().parents[2] / "theme"
PARTS: Final = {
    "title.html": "<i>{{ page.title }}</i>\n",
    "item.html": "{{ item }}{% set item = 'changed' %}{{ item }};",
    "outer.html": "{% include 'title.html' %}|{% include 'item.html' %}",
    "counts.html": "{{ loop.index }}",
    "asks.html": "{{ later is defined }}",
    "again.html": "{{ page.title }}{% if n %}{% with n = n - 1 %}{% include 'again.html' %}"
    "{% endwith %}{% endif %}",
    "macros.html": "{% macro bold(text) %}<b>{{ text }}{{ caller() if caller }}</b>{% endmacro %}"
    "{% set word = 'w<' %}",
    "based.html": "{% block a %}A{{ page.title }}{% endblock %}{% block b %}B{% endblock %}",
    "context.html": "{{ page is defined }}{{ value }}",
}
TEMPLATES: Final = [
    "{{ page.title }}{{ page.title|safe }}{{ page.title|upper }}{{ (page.title)|safe|lower }}",
    "{{ 1 }}{{ none }}{{ true }}{{ 1.5 }}{{ 'a<' }}{{ 'a<'|safe }}{{ ['<'] }}",
    "{{ page.more.key }}{{ page.more['key'] }}{{ page.more.items()|list }}",
    "{{ page.gone is defined }}{{ page.gone|default('<none>') }}",
    "{% for item in page.more %}{{ loop.index }}{% include 'item.html' %}{{ item }}{% endfor %}",
    "{% for item in page.more if item != 'key' %}{% include 'item.html' %}{% else %}no{% endfor %}",
    "{% set item = 'x' %}{% include 'outer.html' %}{{ item }}",
    "{% with item = page.more %}{% include 'outer.html' %}{% endwith %}",
    "{% for item in page.more %}{% include ['gone.html', 'item.html'] %}{% endfor %}",
    "{% include 'asks.html' %}{% set later = 1 %}{% include 'asks.html' %}",
    "{% with n = 2 %}{% include 'again.html' %}{% endwith %}",
    "{% include 'gone.html' ignore missing %}{% include 'context.html' without context %}",
    "{% import 'macros.html' as m %}{{ m.bold(page.title) }}{{ m.word }}{{ m.bold('<'|safe) }}",
    "{% from 'macros.html' import bold %}{% call bold(1) %}{{ page.title }}{% endcall %}",
    "{% macro show(x, y=page.title) %}{{ x }}{{ y }}{% endmacro %}{{ show('<') }}{{ show(1) }}",
    "{% extends 'based.html' %}{% block a %}{{ super() }}{% include 'title.html' %}{% endblock %}",
    "{% extends 'based.html' %}{% block b %}{% set x = 1 %}{{ x }}{{ self.a() }}{% endblock %}",
    "{% filter upper %}a{{ page.title }}{% include 'title.html' %}{% endfilter %}",
    "{% set x %}<b>{{ page.title }}{% include 'title.html' %}</b>{% endset %}{{ x }}",
    "{% autoescape false %}{{ page.title }}{{ _('Full') }}{{ page.title|safe }}{% endautoescape %}",
    "{% autoescape page.title == '' %}{{ page.title }}{{ '<'|safe }}{% endautoescape %}",
    "{{ _('Home') }}{{ _('Full') }}{{ _('Home') ~ '<' }}{{ _('%(count)s articles', count='<') }}",
    "{% for _ in [1, 2] %}{{ _ }}{% endfor %}{% trans n=page.title %}{{ n }}{% endtrans %}",
    "{{ cached('context.html', value=page.title) }}{{ cached('context.html', value='<'|safe) }}",
    "{% set name = 'context.html' %}{{ cached(name, value=1) }}{{ cached(name, **{'value': 2}) }}",
    "{% for item in [1, true, '1'] %}{{ cached('context.html', value=item) }}{% endfor %}",
    "{{ page.title[0] }}{{ page.title[1:] }}{{ page.more[-1] is undefined }}{{ 'a'|length }}",
    "{{ (page.title, 2)[0] }}{{ ('a' if page.more else 'b').upper() }}{{ {'class': 1}.class }}",
]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("more", [{"key": "<v>"}, ["<v>", "key"]], ids=["mapping", "list"])
def test_quick_pages_are_jinjas_pages(tmp_path: Path, template: str, more: Any) -> None:
    """Whatever a template uses, the page, or the refusal, is that of plain Jinja."""
    catalogue = '\nmsgid "%(n)s"\nmsgstr "第%(n)s"\n'
    theme = small_theme(tmp_path, {**PARTS, "small.html": template})
    (po,) = theme.rglob("*.po")
    po.write_text(po.read_text("utf-8") + catalogue, "utf-8")
    renderer = Renderer(theme, {}, {}, tmp_path / "cache")
    page = Small(more=more)
    plain = renderer.plain(LOCALE).get_template("small.html")
    try:
        expected = plain.render(page=page).encode()
    except Exception:  # noqa: BLE001 - any refusal
        with pytest.raises(CannotRun):
            renderer.for_locale(LOCALE).render(page)
        return
    for again in (renderer, renderer, Renderer(theme, {}, {}, tmp_path / "cache")):
        assert again.for_locale(LOCALE).render(page) == expected


@pytest.mark.parametrize("script", SCRIPTS, ids=["hant", "hans"])
def test_the_theme_is_rendered_quickly_throughout(script: Any) -> None:
    """No page of the theme needs plain Jinja, and plain Jinja would make the same."""
    renderer = Renderer(THEME, {}, {})
    quick, plain = renderer.quick(script.locale), renderer.plain(script.locale)
    for _, page in samples.every_page(script):
        one = quick.get_template(page.template).render(page=page)
        assert one == plain.get_template(page.template).render(page=page)


def test_parts_of_pages_are_rendered_once(tmp_path: Path) -> None:
    """``cached`` renders again only for other values."""
    made: list[Any] = []
    theme = small_theme(
        tmp_path,
        {
            "small.html": "{{ cached('part.html', value=page.more) }}",
            "part.html": "{{ value|noted }}",
        },
    )

    def noted(value: Any) -> str:
        made.append(value)
        return "<"

    renderer = Renderer(theme, {"noted": noted}, {})
    for value in (1, 1, "1", Markup("1"), "1", None, records.LinkView(text="a", url="b")):
        assert renderer.for_locale(LOCALE).render(Small(more=value)) == b"&lt;"
    assert made == [1, "1", Markup("1"), None, records.LinkView(text="a", url="b")]
    renderer.for_locale(LOCALE).render(Small(more=records.LinkView(text="a", url="b")))
    assert len(made) == 5


def test_parts_made_of_what_may_change_are_made_anew(tmp_path: Path) -> None:
    """A list is rendered as it is now, not as it was."""
    theme = small_theme(
        tmp_path,
        {"small.html": "{{ cached('part.html', value=page.more) }}", "part.html": "{{ value }}"},
    )
    edition = Renderer(theme, {}, {}).for_locale(LOCALE)
    page = Small(more=[1])
    assert edition.render(page) == b"[1]"
    page.more.append(2)
    assert edition.render(page) == b"[1, 2]"


def test_a_fault_in_a_part_is_named_there(tmp_path: Path) -> None:
    """A field that is missing in a partial is told with the partial's name and line."""
    theme = small_theme(
        tmp_path,
        {
            "small.html": "\n{{ cached('part.html', value=page) }}",
            "part.html": "\n\n{{ value.gone }}",
            "deep.html": "\n{% include 'part.html' %}",
        },
    )
    with pytest.raises(CannotRun, match=r"templates/part\.html:3: .*gone"):
        Renderer(theme, {}, {}).for_locale(LOCALE).render(Small())
    small_theme(
        tmp_path, {"small.html": "{% with value = page %}{% include 'deep.html' %}{% endwith %}"}
    )
    with pytest.raises(CannotRun, match=r"templates/part\.html:3: .*gone"):
        Renderer(theme, {}, {}).for_locale(LOCALE).render(Small())
