"""What becomes a row: a document or a sheet, each with how it is converted and kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from hutong.build.linking import Met
from hutong.build.mentions import Candidate
from hutong.build.rows import Blob, encoded, is_counterpart
from hutong.build.sheets import Prose, encode_prose, encode_record
from hutong.model import Document
from hutong.register.sheet import Sheet, is_settled, settled, unsettled
from hutong.variants import AnyWritten, Converted, Converter, Subject, Written

_Text = TypeVar("_Text", bound=Written)


@dataclass(frozen=True, slots=True)
class Kept(Generic[_Text]):
    """A text as it was read, with its two values in the store (:class:`hutong.build.rows.Form`).

    ``met`` are the records that it may name.
    """

    text: _Text
    subject: Subject[_Text]
    entry: Blob
    body: Blob
    met: tuple[Candidate, ...] = ()


class Treatment(Protocol[AnyWritten]):
    """How texts of one sort are converted and kept.

    ``prepares`` says whether more than the converter has a part in that.
    """

    prepares: bool

    def is_shown(self, text: AnyWritten, target: str) -> bool:
        """Whether anybody reads a conversion of it to ``target``."""

    def convert(
        self,
        text: AnyWritten,
        subject: Subject[AnyWritten],
        converter: Converter,
        target: str,
        *,
        doubts: bool = False,
    ) -> Converted[AnyWritten]:
        """The text in an edition; with ``doubts`` all that the converter is unsure of is noted."""

    def is_given(self, text: AnyWritten, tags: Sequence[str]) -> bool:
        """Whether editors gave all its words in each of these variants."""

    def linked(self, text: AnyWritten, met: Met) -> tuple[AnyWritten, tuple[str, ...]]:
        """The text with links to the records that it names, and these."""

    def encode(self, text: AnyWritten) -> tuple[bytes, bytes]:
        """The text in two values: what lists show of it, and the rest."""


class DocumentTreatment:
    """Articles, events and pages."""

    prepares = False

    def is_shown(self, text: Document, target: str) -> bool:
        """A counterpart stands for itself, and in its own edition alone."""
        return target == text.variant or not is_counterpart(text)

    def convert(
        self,
        text: Document,
        subject: Subject[Document],
        converter: Converter,
        target: str,
        *,
        doubts: bool = False,
    ) -> Converted[Document]:
        """The whole document."""
        return converter.document(text, target, doubts=doubts, subject=subject)

    def is_given(self, text: Document, tags: Sequence[str]) -> bool:  # noqa: ARG002
        """A document is in one variant; its counterpart is another document."""
        return False

    def linked(self, text: Document, met: Met) -> tuple[Document, tuple[str, ...]]:
        """The first mention of each record in the body is a link."""
        body, mentions = met.linked(text.body)
        return (dataclasses.replace(text, body=body), mentions) if mentions else (text, ())

    def encode(self, text: Document) -> tuple[bytes, bytes]:
        """The document without its texts, and those."""
        return encoded(text)


class SheetTreatment:
    """Records of the register."""

    prepares = True

    def is_shown(self, text: Sheet, target: str) -> bool:  # noqa: ARG002  # all editions show all
        """Every record stands in every edition."""
        return True

    def convert(
        self,
        text: Sheet,
        subject: Subject[Sheet],
        converter: Converter,
        target: str,
        *,
        doubts: bool = False,
    ) -> Converted[Sheet]:
        """What no editor gave in the target is converted, the rest is as it was given."""
        if target == text.variant:
            return converter.document(text, target, doubts=doubts, subject=subject)
        if is_settled(text.record, target) and not text.prose:
            record = settled(text.record, target)
            return Converted(dataclasses.replace(text, record=record, variant=target))
        open_ = dataclasses.replace(text, record=unsettled(text.record, target))
        done = converter.document(open_, target, doubts=doubts, subject=Subject(open_))
        record = settled(done.document.record, target)
        whole = dataclasses.replace(done.document, record=record)
        return Converted(whole, done.notes, done.problems, done.settled)

    def is_given(self, text: Sheet, tags: Sequence[str]) -> bool:
        """Names may be all that a record has in words."""
        return not text.prose and all(is_settled(text.record, tag) for tag in tags)

    def linked(self, text: Sheet, met: Met) -> tuple[Sheet, tuple[str, ...]]:  # noqa: ARG002
        """Records name others in their fields."""
        return text, ()

    def encode(self, text: Sheet) -> tuple[bytes, bytes]:
        """Its fields, and the text below them."""
        prose = Prose(text.prose, text.links, text.assets)
        record = dataclasses.replace(text.record, variant=text.variant, provenance=text.provenance)
        return encode_record(record), encode_prose(prose)


DOCUMENTS = DocumentTreatment()
SHEETS = SheetTreatment()
