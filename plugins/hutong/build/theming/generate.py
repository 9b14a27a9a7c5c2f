"""Templates → Python that does less for each value: the code generator of quick environments.

What it makes gives the same text as Jinja's own, or raises. It is never the last word on an
error: whoever renders with it does so once more with plain Jinja when anything is raised, which
then finds the field, the file and the line, or shows that all is well.
"""

from __future__ import annotations

from collections.abc import Callable
from keyword import iskeyword
from typing import Any, Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import do_mark_safe
from jinja2.idtracking import VAR_LOAD_RESOLVE
from markupsafe import Markup, escape

from hutong.errors import CannotRun

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # MarkupSafe built without its C part

    def _escape_inner(s: str, /) -> str:
        return str(escape(s))


REVISION: Final = 1
"""To be raised with every change of what this module or :mod:`~.inlining` makes."""

_SITES_OWN: Final = (nodes.Filter, nodes.Test)


escape_text: Final[Callable[[str], str]] = _escape_inner
"""A plain text as it stands in a page."""


def shown(value: Any) -> str:
    """What is no plain text as it stands in a page: escaped unless it is markup."""
    return value if type(value) is Markup else escape(value)


def marked(value: Any) -> str:
    """The same where the template says that it is markup."""
    return escape(Markup(value))  # noqa: S704 - it says so


class QuickGenerator(CodeGenerator):
    """Jinja's generator with cheaper attributes, output, words, partials and inlined includes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bare: nodes.Node | None = None

    def write_commons(self) -> None:
        """What every function has at hand; Jinja's own names all begin otherwise."""
        super().write_commons()
        self.writeline("escape_text = environment.escape_text")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """A field is read by Python; what raises AttributeError is left to plain Jinja."""
        if node.ctx != "load" or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        simple = isinstance(node.node, nodes.Name | nodes.Getattr)
        self.write("" if simple else "(")
        self.visit(node.node, frame)
        self.write(f".{node.attr}" if simple else f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 - as Jinja has it
        """``cached("x.html", a=b)`` goes straight to the partials."""
        name = cached_partial(node)
        if name is None or forward_caller or not _is_global(node.node, frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        keys = tuple(one.key for one in node.kwargs)
        self.write(f"environment.partials.get({name!r}, {keys!r}, (")
        for one in node.kwargs:
            self.visit(one.value, frame)
            self.write(", ")
        self.write("))")

    def visit_MarkSafe(self, node: nodes.MarkSafe, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Markup that is only put out need not become Markup first."""
        if node is self._bare:
            self.visit(node.expr, frame)
        else:
            super().visit_MarkSafe(node, frame)

    def visit_Scope(self, node: nodes.Scope, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """All that a part puts out goes on in one piece."""
        if frame.buffer is not None or frame.require_output_check:
            super().visit_Scope(node, frame)
            return
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.writeline(f"yield concat({inner.buffer})")
        self.leave_frame(inner)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """``x|safe`` is put out as it is."""
        if self.environment.filters["safe"] is do_mark_safe and _escaping(frame):
            node.nodes = [_unfiltered(one) for one in node.nodes]
        super().visit_Output(node, frame)

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        word = self._word(node, frame)
        if word is not None:
            return word
        if isinstance(node, nodes.Filter | nodes.Test) or any(node.find_all(_SITES_OWN)):
            raise nodes.Impossible  # a site may have filters and tests of its own, and change them
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not _escaping(frame) or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
            return
        self._bare = node if isinstance(node, nodes.MarkSafe) else None
        self.write("(value if " if self._bare else "(escape_text(value) if ")
        self.write("(value := ")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not _escaping(frame) or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
            return
        safe = isinstance(node, nodes.MarkSafe)
        self.write(f").__class__ is str else environment.{'marked' if safe else 'shown'}(value))")

    def _word(self, node: nodes.Expr, frame: Frame) -> str | None:
        """The words of ``_("msgid")``, which are the same on every page."""
        if not isinstance(node, nodes.Call) or not _is_global(node.node, frame, "_"):
            return None
        if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
            return None
        (msgid,) = node.args
        if not isinstance(msgid, nodes.Const) or not isinstance(msgid.value, str):
            return None
        words: Callable[[str], str] = self.environment.words  # type: ignore[attr-defined]  # QuickEnvironment
        try:
            return words(msgid.value) % {}
        except (CannotRun, KeyError, TypeError, ValueError):
            return None  # whoever comes here at rendering is told


def cached_partial(node: nodes.Node) -> str | None:
    """The template in ``cached("template", name=value)``; None for all else."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return None
    if node.node.name != "cached" or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
        return None
    name = node.args[0]
    if isinstance(name, nodes.Const) and isinstance(name.value, str):
        return name.value
    return None


def _is_global(node: nodes.Node, frame: Frame, name: str = "cached") -> bool:
    """Whether ``node`` is a name that this template takes from outside itself."""
    if not isinstance(node, nodes.Name) or node.name != name:
        return False
    reference = frame.symbols.find_ref(name)
    return reference is not None and frame.symbols.find_load(reference) == (VAR_LOAD_RESOLVE, name)


def _escaping(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


def _unfiltered(node: nodes.Expr) -> nodes.Expr:
    if not isinstance(node, nodes.Filter) or node.name != "safe" or node.node is None:
        return node
    if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return node
    return nodes.MarkSafe(node.node, lineno=node.lineno, environment=node.environment)
