"""Page view → bytes by the theme's templates, and interface words from its catalogues.

Each locale has environments of its own, so nothing is process-wide. A page is rendered by
templates compiled for speed; where anything is raised then, by plain Jinja, which has the last
word on errors and names the file and the line.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
from collections.abc import Iterable, Mapping
from functools import cache as cached
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hutong.build.theming.reach import Theme, library_stamp
from hutong.build.theming.words import (
    Words,
    catalogue_source,
    read_words,
    source_digest,
    template_msgids,
    words_in,
)
from hutong.errors import CannotRun

if TYPE_CHECKING:
    from hutong.build.theming.environment import QuickEnvironment, ThemeEnvironment
    from hutong.views.records import PageView

__all__ = ["EditionRenderer", "Renderer", "Words", "read_words", "template_msgids"]

_KEPT: Final = 24_000
"""What :class:`hutong.build.theming.partials.Partials` counts."""


class Renderer:
    """The theme, ready to render pages in any locale it has a catalogue for.

    ``filters`` and ``globals_`` are the site's own (``JINJA_FILTERS``, ``JINJA_GLOBALS``). Below
    ``cache`` are kept compiled templates, words, and what templates can reach. ``kept`` bounds
    the parts of pages kept in memory, for each locale.
    """

    def __init__(
        self,
        theme: Path,
        filters: Mapping[str, Any],
        globals_: Mapping[str, Any],
        cache: Path | None = None,
        *,
        kept: int = _KEPT,
    ) -> None:
        self._filters = filters
        self._globals = globals_
        self._cache = None if cache is None else cache / "templates"
        self._kept = kept
        self._editions: dict[str, EditionRenderer] = {}
        self._catalogue = cached(lambda locale: catalogue_source(theme, locale))
        self._words = cached(
            lambda locale: words_in(self._catalogue(locale), theme, locale, self._cache)
        )
        own = frozenset({*filters, *globals_})
        self._reach = Theme(theme / "templates", own, self._cache)

    def for_locale(self, locale: str) -> EditionRenderer:
        """The renderer whose interface speaks ``locale``, made once."""
        if locale not in self._editions:
            self._editions[locale] = EditionRenderer(self, locale)
        return self._editions[locale]

    def words(self, locale: str) -> Words:
        """Interface words of ``locale``, read once."""
        return self._words(locale)

    def catalogue_digest(self, locale: str) -> bytes:
        """Names the catalogue of ``locale`` as this renderer has read it.

        :raises CannotRun: if it is missing or cannot be read.
        """
        return source_digest(self._catalogue(locale))

    def closure(self, template: str) -> frozenset[str]:
        """Every template that ``template`` can lead to, itself included; also missing ones."""
        return self._reach.closure(template)

    def template_digest(self, template: str) -> bytes:
        """Of the sources of the whole closure of ``template``, and of the template library."""
        return self._reach.template_digest(template)

    def used_names(self, template: str) -> frozenset[str] | None:
        """Every field name that the closure asks for; None for any.

        See :meth:`hutong.build.theming.reach.Theme.used_names` for what may be left out of views.
        """
        return self._reach.used_names(template)

    def rendered(self, templates: Iterable[str]) -> frozenset[str]:
        """``templates`` and all that they render as templates of their own."""
        return self._reach.rendered(templates)

    def quick(self, locale: str) -> QuickEnvironment:
        """A new environment whose templates are compiled for speed."""
        from hutong.build.theming import environment as made  # brings Jinja

        code = None
        if self._cache is not None:
            # Compiled code holds the words themselves, and knows whether "safe" is Jinja's.
            own = b"own safe" if "safe" in self._filters else b""
            stamp = library_stamp() + importlib.util.MAGIC_NUMBER + own
            spoken = self.catalogue_digest(locale) + stamp

            def key(template: str) -> bytes:
                return hashlib.blake2b(self.template_digest(template) + spoken).digest()

            code = made.CompiledTemplates(self._cache / locale, key)
        environment = made.QuickEnvironment(self._reach, self.words(locale), code, self._kept)
        self._furnish(environment, locale)
        return environment

    def plain(self, locale: str) -> ThemeEnvironment:
        """A new environment that does all as Jinja does it."""
        from hutong.build.theming.environment import PlainEnvironment  # as above

        environment = PlainEnvironment(self._reach)
        self._furnish(environment, locale)
        return environment

    def _furnish(self, environment: ThemeEnvironment, locale: str) -> None:
        environment.filters.update(self._filters)
        environment.globals.update(self._globals)
        environment.speak(self.words(locale))
        environment.globals["word_in"] = self._word_in
        environment.globals["cached"] = environment.cached

    def _word_in(self, tag: str, msgid: str) -> str:
        """A word for readers of another edition, named by its BCP 47 tag."""
        return self.words(tag.replace("-", "_"))(msgid)


class EditionRenderer:
    """Renders the pages of one edition; the parts it keeps are kept as long as it lives."""

    def __init__(self, renderer: Renderer, locale: str) -> None:
        self._renderer = renderer
        self._locale = locale
        self._quick = renderer.quick(locale)
        self._plain: ThemeEnvironment | None = None
        self._slow: set[str] = set()
        """Templates that only plain Jinja can render: they ask for fields that may not be."""

    def prepare(self, templates: Iterable[str]) -> None:
        """Compile ``templates``, or load them compiled, before workers are forked.

        What is wrong with one is told when a page is rendered by it.
        """
        from jinja2 import TemplateError  # here already

        for name in self._renderer.rendered(templates):
            with contextlib.suppress(TemplateError):
                self._quick.get_template(name)

    def render(self, page: PageView) -> bytes:
        """The page as UTF-8 HTML.

        :raises CannotRun: where a template is missing or broken, or asks for a field the view
            has not got, naming the template and the line.
        """
        if page.template not in self._slow:
            try:
                return self._quick.get_template(page.template).render(page=page).encode()
            except CannotRun:  # a word that is missing, a cache that cannot be written
                raise
            except Exception:  # noqa: BLE001 - whatever it is, plain Jinja raises it too, or is right
                text = self._plainly(page)
                self._slow.add(page.template)
                return text
        return self._plainly(page)

    def _plainly(self, page: PageView) -> bytes:
        if self._plain is None:
            self._plain = self._renderer.plain(self._locale)
        try:
            text = self._plain.get_template(page.template).render(page=page)
        except CannotRun:  # it says already what is wrong
            raise
        except Exception as error:  # templates, and filters of the site, may raise anything
            raise CannotRun(f"theme: {_where(error, page.template)}: {_what(error)}") from error
        return text.encode()


def _what(error: Exception) -> str:
    """What is wrong; Jinja's errors and the system's say that by themselves."""
    from jinja2 import TemplateError, TemplateNotFound  # here already

    if isinstance(error, TemplateNotFound):
        return f"there is no template {error}; add it, or name in HUTONG_LEAVE_OUT what it shows"
    if isinstance(error, (TemplateError, OSError)):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _where(error: Exception, template: str) -> str:
    """``templates/list.html:12``, as near as the error knows."""
    import traceback  # for errors only

    line = getattr(error, "lineno", None)
    if line:
        return f"templates/{getattr(error, 'name', None) or template}:{line}"
    stack = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in stack if frame.filename.endswith(".html")]
    if not frames:
        return f"templates/{template}"
    last = frames[-1]
    return f"templates/{last.filename.rpartition('/templates/')[2]}:{last.lineno}"
