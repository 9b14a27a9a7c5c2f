"""A template's tree, with the parts that it includes put in their places.

An include costs as much as a dozen values: a look-up, a context of its own, a generator. Put in
place, it costs nothing. Only what means the same there is put there.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from jinja2 import Environment, TemplateError, meta, nodes
from jinja2.visitor import NodeTransformer

_Node = TypeVar("_Node", bound=nodes.Node)
_OWN: Final = frozenset({"loop", "self", "super", "caller", "varargs", "kwargs"})
"""Names that mean something else in an included template than where it stands."""
_SETTING: Final = (nodes.Assign, nodes.AssignBlock)


def inlined(environment: Environment, tree: nodes.Template, name: str | None) -> nodes.Template:
    """``tree`` with its includes in place, and with blocks that put out all they have at once."""
    return _visited(_Inliner(environment, tree, frozenset({name})), tree)


def _visited(transformer: NodeTransformer, tree: _Node) -> _Node:
    done: _Node = transformer.visit(tree)
    return done


class _Inliner(NodeTransformer):
    """``inside`` are the templates that are being put into one another here."""

    def __init__(
        self, environment: Environment, tree: nodes.Template, inside: frozenset[str | None]
    ) -> None:
        self._environment = environment
        self._inside = inside
        names = (node.find_all(nodes.Name) for node in tree.find_all(_SETTING))
        self._set = {name.name for found in names for name in found if name.ctx == "store"}

    def visit_Block(self, node: nodes.Block, *_: Any) -> nodes.Block:  # noqa: N802 - Jinja's name
        """A block, as one scope unless it sets variables."""
        self.generic_visit(node)
        if not node.required and not any(node.find_all(_SETTING)):
            node.body = [self._scope(node.body, node.lineno)]
        return node

    def visit_Include(self, node: nodes.Include, *_: Any) -> nodes.Node:  # noqa: N802 - Jinja's name
        """The template included, or the include where that would not mean the same."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or name in self._inside:
            return node
        if not node.with_context or node.ignore_missing:
            return node
        tree = self._tree(name)
        if tree is None or any(tree.find_all((nodes.Extends, nodes.Block))):
            return node
        if meta.find_undeclared_variables(tree) & (_OWN | self._set):
            return node
        part = _Inliner(self._environment, tree, self._inside | {name})
        body = _visited(part, tree).body
        for one in body:
            one.set_lineno(node.lineno, override=True)
        return self._scope(body, node.lineno)

    def _tree(self, name: str) -> nodes.Template | None:
        """The template's tree; None if it is missing or broken, which rendering finds."""
        loader = self._environment.loader
        if loader is None:
            return None
        try:
            source, filename, _ = loader.get_source(self._environment, name)
            return self._environment._parse(source, name, filename)  # noqa: SLF001 - made for subclasses
        except (TemplateError, OSError, UnicodeDecodeError):
            return None

    def _scope(self, body: list[nodes.Node], lineno: int) -> nodes.Node:
        return nodes.Scope(body, lineno=lineno, environment=self._environment)
