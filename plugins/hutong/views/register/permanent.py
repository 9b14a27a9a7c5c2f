"""What stands at the permanent address of a record: its name in each edition, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from hutong.register import RecordKind
from hutong.views.chrome import Meta, head_view
from hutong.views.edition import Edition
from hutong.views.plans import PermanentPage
from hutong.views.records import EditionView, PermanentView, RecordDoorView
from hutong.views.register.sheets import KIND_WORDS


def permanent_view(
    editions: Sequence[Edition], shared: EditionView, plan: PermanentPage
) -> PermanentView:
    """The x-default page of a record; framed by the first edition.

    :raises KeyError: for a record that is not there.
    """
    first, path = editions[0], f"{plan.kind}/{plan.id}/"
    address = first.permalink(plan.kind, plan.id)
    doors = tuple([_door(one, plan, path) for one in editions])
    title = " · ".join(dict.fromkeys([door.name for door in doors]))
    meta = Meta(title=title, description=title, path=path, canonical=address, x_default=address)
    return PermanentView(
        edition=shared,
        head=head_view(first, meta),
        switch=(),
        crumbs=(),
        title=title,
        address=address,
        root=first.site.addresses.file(""),
        doors=doors,
    )


def _door(edition: Edition, plan: PermanentPage, path: str) -> RecordDoorView:
    named = edition.record(plan.kind, plan.id)
    if named is None:
        raise KeyError(path)
    variant = edition.variant
    return RecordDoorView(
        tag=variant.tag,
        label=variant.label,
        site_name=variant.site_name,
        note=edition.once(_note, plan.kind),
        name=named.name,
        url=edition.url(path),
    )


def _note(edition: Edition, kind: str) -> str:
    return f"{edition.words('Permanent address')} · {edition.words(KIND_WORDS[RecordKind(kind)])}"
