"""The two ways to render a theme: plainly, as Jinja does, and quickly."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    nodes,
)
from jinja2.bccache import Bucket, bc_magic
from jinja2.runtime import Context
from jinja2.utils import pass_context
from markupsafe import Markup

from hutong.build.theming.generate import REVISION, QuickGenerator, escape_text, marked, shown
from hutong.build.theming.inlining import inlined
from hutong.build.theming.partials import Partials
from hutong.build.theming.reach import Theme, normal_name
from hutong.build.vault import read_whole, write_whole

Words = Callable[[str], str]
_I18N: Final = "jinja2.ext.i18n"
_MAGIC: Final = b"hutong template %d\n" % REVISION


class Templates(BaseLoader):
    """Gives Jinja the sources that the theme's digests were made of, whatever the disk has now."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Source and place of a template; it stays as it is."""
        del environment  # the same for all
        name = normal_name(template)
        data = self._theme.sources.get(name)
        if data is None:
            raise TemplateNotFound(template)
        try:
            source = data.decode()
        except UnicodeDecodeError as error:
            raise TemplateError(f"templates/{name} cannot be read: {error}; mend that") from error
        return source, str(self._theme.templates / name), lambda: True


class ThemeEnvironment(Environment):
    """Jinja as a theme knows it: everything escaped, nothing undefined passed over."""

    def __init__(self, theme: Theme | None, *, optimized: bool = True) -> None:
        super().__init__(
            optimized=optimized,
            loader=None if theme is None else Templates(theme),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            extensions=[_I18N],
        )

    def speak(self, words: Words) -> None:
        """Give templates ``_`` and what ``{% trans %}`` needs."""
        self.install_gettext_callables(  # type: ignore[attr-defined]  # put there by the i18n extension
            words, lambda single, _plural, _count: words(single), newstyle=True
        )
        self.globals["_"] = _gettext(words)

    def cached(self, template: str, /, **values: Any) -> Markup:
        """What ``template`` makes of just these values."""
        raise NotImplementedError


class PlainEnvironment(ThemeEnvironment):
    """A theme as Jinja renders it; nothing is kept."""

    def cached(self, template: str, /, **values: Any) -> Markup:
        """What ``template`` makes of just these values, made anew."""
        return Markup(self.get_template(template).render(values))  # noqa: S704 - it has escaped


class QuickEnvironment(ThemeEnvironment):
    """A theme compiled for speed; see :mod:`hutong.build.theming.generate`."""

    code_generator_class = QuickGenerator
    escape_text = staticmethod(escape_text)
    shown = staticmethod(shown)
    marked = staticmethod(marked)

    def __init__(
        self, theme: Theme, words: Words, code: CompiledTemplates | None, kept: int
    ) -> None:
        # Not optimized: code that is kept must not hold what a site's own filter once answered.
        super().__init__(theme, optimized=False)
        self.words = words
        self.partials = Partials(self._part, kept)
        self._ready: dict[str, Template] = {}
        self.bytecode_cache = code

    def cached(self, template: str, /, **values: Any) -> Markup:
        """What ``template`` makes of just these values, as long as it is kept."""
        return self.partials.get(template, tuple(values), tuple(values.values()))

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002 - as Jinja has it
        """A template, found at once from the second time on: it stays as it is."""
        found = None if globals else self._ready.get(name)
        if found is None:
            found = super()._load_template(name, globals)
            if not globals:
                self._ready[name] = found
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A template's globals, copied for every page: quicker from a dict than from a chain."""
        return {**self.globals, **(d or {})}

    def _part(self, template: str, values: dict[str, Any]) -> str:
        return self.get_template(template).render(values)

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 - as Jinja has it
    ) -> str:
        tree = inlined(self, source, name)
        return super()._generate(tree, name, filename, defer_init)


class CompiledTemplates(BytecodeCache):
    """Compiled templates of one locale in a folder, each under all that it was compiled from.

    ``key`` gives a digest of that for a template's name. What is damaged, or was compiled by
    another Python or of other sources, is not there.
    """

    def __init__(self, folder: Path, key: Callable[[str], bytes]) -> None:
        self._folder = folder
        self._key = key
        self._names: dict[str, str] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The template's name and place: compiled code holds the place."""
        key = f"{name}\n{filename}"
        self._names[key] = name
        return key

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket``, if it was filled before with the same."""
        data = read_whole(self._path(bucket), magic=self._magic(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in ``bucket``."""
        data = bucket.bytecode_to_string()
        write_whole(self._path(bucket), data, magic=self._magic(bucket))

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{self._names[bucket.key].replace('/', '+')}.code"

    def _magic(self, bucket: Bucket) -> bytes:
        key = self._key(self._names[bucket.key])
        return b"".join((_MAGIC, bc_magic, key, bucket.key.encode(errors="surrogateescape")))


def _gettext(words: Words) -> Callable[..., str]:
    """``_("msgid", name=value)``: words are markup, values put into them are escaped."""

    @pass_context
    def gettext(context: Context, msgid: str, /, **values: Any) -> str:
        text = words(msgid)
        return (Markup(text) if context.eval_ctx.autoescape else text) % values  # noqa: S704 - the words are the theme's

    return gettext
