"""Generated references: up to date, and complete."""

from __future__ import annotations

from pathlib import Path

from hutong.desk.reference import (
    record_fields_text,
    record_schemas,
    schema_text,
    template_context_text,
)
from hutong.desk.review_data import review_schema

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_references_are_up_to_date() -> None:
    """``invoke reference`` was run after the last change of schema or views."""
    schema = (ROOT / "schema/article.schema.json").read_text(encoding="utf-8")
    assert schema == schema_text()
    notes = (ROOT / "schema/notes.schema.json").read_text(encoding="utf-8")
    assert notes == review_schema()
    context = (ROOT / "docs/template-context.md").read_text(encoding="utf-8")
    assert context == template_context_text()
    fields = (ROOT / "docs/register-fields.md").read_text(encoding="utf-8")
    assert fields == record_fields_text()
    for name, text in record_schemas(("zh-Hant-HK", "zh-Hans-CN")):
        assert (ROOT / "schema" / name).read_text(encoding="utf-8") == text
