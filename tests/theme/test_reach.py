"""What a template can reach is known without rendering, and never less than it asks for."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from hutong.build.render import Renderer
from hutong.build.theming.reach import Theme
from hutong.errors import CannotRun
from hutong.views import records
from tests.theme import samples
from tests.theme.parts import SCRIPTS
from tests.theme.themes import LOCALE, Small, small_theme

THEME: Final = Path(__file__).resolve().parents[2] / "theme"


def _reach(folder: Path, **templates: str) -> Theme:
    theme = small_theme(folder, {f"{name}.html": text for name, text in templates.items()})
    return Theme(theme / "templates", frozenset({"shout", "motto"}), None)


@pytest.mark.parametrize(
    "template",
    [
        "{% extends 'b.html' %}",
        "{% include 'b.html' %}",
        "{% include './b.html' %}",
        "{% include ['b.html', 'gone.html'] ignore missing %}",
        "{% import 'b.html' as b %}",
        "{% from 'b.html' import x %}",
        "{{ cached('b.html', x=1) }}",
        "{% if page.x %}{% for y in z %}{{ cached('b.html', x=y)|upper }}{% endfor %}{% endif %}",
    ],
)
def test_every_way_to_another_template_is_found(tmp_path: Path, template: str) -> None:
    """Parents, parts, macros and kept parts belong to a template; others do not."""
    theme = _reach(tmp_path, a=template, b="{% include 'c.html' %}", c="c", d="d")
    assert theme.closure("a.html") - {"gone.html"} == {"a.html", "b.html", "c.html"}
    assert theme.closure("d.html") == {"d.html"}


@pytest.mark.parametrize(
    "template",
    [
        "{% include page.kind %}",
        "{% extends x ~ '.html' %}",
        "{{ cached(x) }}",
        "{{ cached('b.html', **x) }}",
        "{% set f = cached %}{{ f('b.html') }}",
        "{% if %}",
    ],
)
def test_a_template_that_cannot_be_told_may_be_any(tmp_path: Path, template: str) -> None:
    """A name made at rendering, or a broken template, leads to every template."""
    theme = _reach(tmp_path, a=template, b="b", c="{{ page.title }}")
    assert theme.closure("a.html") == {"a.html", "b.html", "c.html"}


def test_templates_may_lead_to_one_another(tmp_path: Path) -> None:
    """A circle has an end."""
    theme = _reach(tmp_path, a="{% include 'b.html' %}", b="{% include 'a.html' %}{{ x.y }}")
    assert theme.closure("a.html") == {"a.html", "b.html"}
    assert theme.used_names("a.html") == frozenset("y")


def test_a_digest_changes_with_what_is_reached_alone(tmp_path: Path) -> None:
    """An edit changes the digests of the templates that lead to it, and of no other."""

    def digests() -> list[bytes]:
        theme = Theme(tmp_path / "templates", frozenset(), None)
        return [theme.template_digest(name) for name in ("a.html", "b.html", "c.html")]

    _reach(tmp_path, a="{% include 'b.html' %}", b="{% include 'n.html' ignore missing %}", c="c")
    before = digests()
    assert digests() == before
    small_theme(tmp_path, {"b.html": "{% include 'n.html' ignore missing %}b"})
    after = digests()
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, False, True]
    small_theme(tmp_path, {"n.html": "now it is there"})
    last = digests()
    assert [one == other for one, other in zip(after, last, strict=True)] == [False, False, True]


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("{{ page.a.b }}{{ page['c'] }}{{ page.d[0] }}{{ page.d[-1] }}{{ page.d[1:] }}", "abcd"),
        ("{{ page|attr('a') }}{{ x|map(attribute='b.c')|list }}{{ x|sum('d') }}", "abcd"),
        ("{{ x|sort(attribute='a,b')|selectattr('c')|groupby('d')|join(',', 'e') }}", "abcde"),
        ("{{ x|map('upper')|list }}{{ x.a|length }}{% if y.b is defined %}{% endif %}", "ab"),
        ("{{ cached('b.html', x=page.a) }}", "abx"),
    ],
)
def test_names_are_those_asked_for(tmp_path: Path, template: str, names: str) -> None:
    """Fields, constant subscripts and the attributes that filters read."""
    theme = _reach(tmp_path, a=template, b="{{ x.b }}{{ x.x }}")
    assert theme.used_names("a.html") == frozenset(names)


@pytest.mark.parametrize(
    "template",
    [
        "{{ page[x] }}",
        "{{ page|attr(x) }}",
        "{{ x|map(attribute=y) }}",
        "{{ x|map('attr', y) }}",
        "{{ x|sort(**y) }}",
        "{{ page|pprint }}",
        "{{ page|shout }}",
        "{{ page is shout }}",
        "{{ x|map('shout') }}",
        "{{ motto }}",
        "{% include x %}{# leads to b #}",
        "{% if %}",
    ],
)
def test_names_that_cannot_be_told_may_be_any(tmp_path: Path, template: str) -> None:
    """What is named at rendering, or read by the site's own code, may be any field."""
    theme = _reach(tmp_path, a=template, b="{{ x[y] }}")
    assert theme.used_names("a.html") is None


class _Watched:
    """A view that notes the fields it is asked for."""

    def __init__(self, view: Any, asked: set[str]) -> None:
        self._view, self._asked = view, asked

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._view, name)
        if name in {field.name for field in dataclasses.fields(self._view)}:
            self._asked.add(name)
        return _watched(value, self._asked)


def _watched(value: Any, asked: set[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_watched(one, asked) for one in value)
    return _Watched(value, asked) if dataclasses.is_dataclass(value) else value


def test_no_page_asks_for_a_name_that_was_not_found() -> None:
    """Rendering every sample asks for no field that the reading of its templates did not find."""
    script = SCRIPTS[0]
    renderer = Renderer(THEME, {}, {})
    environment = renderer.plain(script.locale)
    for _, page in samples.every_page(script):
        asked: set[str] = set()
        environment.get_template(page.template).render(page=_Watched(page, asked))
        names = renderer.used_names(page.template)
        assert names is not None
        assert asked - names == set()
        assert "title" in asked


def test_what_was_read_is_kept_and_no_parser_is_loaded(tmp_path: Path) -> None:
    """A second run over the same theme imports neither Jinja nor Babel nor lxml."""
    script = (
        "import sys; from pathlib import Path; from hutong.build.render import Renderer\n"
        f"renderer = Renderer(Path({str(THEME)!r}), {{}}, {{}}, Path({str(tmp_path)!r}))\n"
        f"print(renderer.words({LOCALE!r})('Home'), sorted(renderer.used_names('list.html')),\n"
        " sorted(renderer.closure('list.html')), renderer.template_digest('list.html'),\n"
        f" renderer.catalogue_digest({LOCALE!r}))\n"
        "print({'jinja2', 'babel', 'lxml'} & sys.modules.keys())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    first, second = (run.stdout.splitlines() for run in runs)
    assert first[0] == second[0]
    assert second[1] == "set()"


@pytest.mark.parametrize("damage", [b"", b"hutong", b"\0" * 5000])
def test_damage_to_what_was_kept_is_mended(tmp_path: Path, damage: bytes) -> None:
    """Words, names and compiled templates are made again where the kept ones are not whole."""
    theme = small_theme(tmp_path, "{{ _('Home') }}{{ page.title }}")
    page, cache = Small("甲"), tmp_path / "cache"
    for _ in range(3):
        renderer = Renderer(theme, {}, {}, cache)
        assert renderer.for_locale(LOCALE).render(page) == "主頁甲".encode()
        assert renderer.used_names("small.html") == frozenset({"title"})
        kept = [path for path in cache.rglob("*") if path.is_file()]
        assert len(kept) == 3
        for path in kept:
            path.write_bytes(damage or path.read_bytes()[:-1])


def test_a_changed_bit_is_never_run(tmp_path: Path) -> None:
    """Wherever one bit of a compiled template is turned, the page stays right."""
    theme = small_theme(tmp_path, "{{ page.title }}")
    cache = tmp_path / "cache"
    Renderer(theme, {}, {}, cache).for_locale(LOCALE).render(Small("甲"))
    (code,) = cache.rglob("*.code")
    whole = code.read_bytes()
    for place in range(0, len(whole), 97):
        code.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        edition = Renderer(theme, {}, {}, cache).for_locale(LOCALE)
        assert edition.render(Small("甲")) == "甲".encode()
        assert code.read_bytes() == whole


def test_compiled_templates_follow_their_sources_words_and_filters(tmp_path: Path) -> None:
    """An edit of a part, of a word or of a filter's code shows at once, kept code or not."""
    theme = small_theme(tmp_path, {"small.html": "{% include 'p.html' %}", "p.html": "a"})
    cache = tmp_path / "cache"

    def page(answer: str = "") -> str:
        renderer = Renderer(theme, {"ours": lambda _: answer}, {}, cache)
        return renderer.for_locale(LOCALE).render(Small()).decode()

    assert page() == "a"
    small_theme(tmp_path, {"p.html": "{{ _('Home') }}{{ 'x'|ours }}"})
    assert page("1") == "主頁1"
    assert page("2") == "主頁2"
    (catalogue,) = theme.rglob("*.po")
    catalogue.write_text(catalogue.read_text("utf-8").replace("主頁", "首頁"), "utf-8")
    assert page("2") == "首頁2"


def test_a_part_that_is_not_text_is_told(tmp_path: Path) -> None:
    """A picture put among the templates does no harm until a page asks for it."""
    theme = small_theme(
        tmp_path, {"small.html": "{% if page.more %}{% include 'p.png' %}{% endif %}"}
    )
    (theme / "templates" / "p.png").write_bytes(b"\x89PNG")
    edition = Renderer(theme, {}, {}).for_locale(LOCALE)
    assert edition.render(Small()) == b""
    with pytest.raises(CannotRun, match=r"p\.png cannot be read"):
        edition.render(Small(more=1))


def test_records_are_known_by_their_fields() -> None:
    """The names found are fields of views, so that a view can leave out the others."""
    fields = {
        field.name
        for view in vars(records).values()
        if dataclasses.is_dataclass(view)
        for field in dataclasses.fields(view)
    }
    names = Renderer(THEME, {}, {}).used_names("article.html")
    assert names is not None
    assert {"share", "related", "picks", "body"} <= names & fields


def test_templates_are_compiled_before_they_are_needed(tmp_path: Path) -> None:
    """After ``prepare`` all that pages render is compiled and kept, and a broken template waits."""
    theme = small_theme(
        tmp_path,
        {
            "small.html": "{% extends 'base.html' %}{% block a %}{% include 'i.html'%}{%endblock%}",
            "base.html": "{% block a %}{% endblock %}{{ cached('part.html', x=1) }}",
            "i.html": "{{ cached('deep.html') }}",
            "part.html": "{{ x }}",
            "deep.html": "d",
            "wrong.html": "{% if %}",
        },
    )
    edition = Renderer(theme, {}, {}, tmp_path / "cache").for_locale(LOCALE)
    edition.prepare(["small.html", "wrong.html", "gone.html"])
    kept = {path.name for path in (tmp_path / "cache").rglob("*.code")}
    assert kept == {f"{name}.html.code" for name in ("small", "base", "part", "deep")}
    assert edition.render(Small()) == b"d1"
    assert {path.name for path in (tmp_path / "cache").rglob("*.code")} == kept
