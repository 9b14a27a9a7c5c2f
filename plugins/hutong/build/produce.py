"""Makes the files of an agenda, in several processes, and stages them for the tree."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hutong.build.agenda import Setting, editions
from hutong.build.arrange import Arrangement
from hutong.build.digests import content_digest
from hutong.build.executor import run_shards
from hutong.build.outputs import SITE, Copied, Scaled, Wanted, decode_plan, pack_reads
from hutong.build.pages import TEMPLATES, Press
from hutong.build.render import Renderer
from hutong.build.session import Told
from hutong.build.shelf import fact_number
from hutong.build.staging import stage_file
from hutong.build.store import Store
from hutong.errors import CannotRun, ChangedMeanwhile
from hutong.settings import HutongSettings
from hutong.views import plans
from hutong.views.edition import Read

if TYPE_CHECKING:
    from hutong.build.remote.cluster import Cluster

_SHARD: Final = 200
"""Pages in one shard: some twentieth of a second's work."""
_WEIGHTS: Final[Mapping[str, int]] = {
    plans.Feed.__name__: 10,
    plans.Sitemap.__name__: 200,
    Scaled.__name__: 50,
}
"""How much more work a file is than an article."""
_LIST: Final = plans.ListPage.__name__
_TOGETHER: Final = (plans.DataFile.__name__, plans.NetworkPage.__name__)
"""Kinds that take long, and share what takes the most of it: one process makes all of a kind."""
_ALONE: Final = plans.DatesCalendar.__name__
"""A kind that takes as long as hundreds of pages, each file by itself."""
_HERE: Final = 2
"""So few shards are made in this process: another one would take longer to start."""

_Todo = tuple[str, Wanted]
_Shard = list[tuple[str, int, bytes]]
"""Paths, numbers of editions, and plans."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Job:
    """All that files are made from, in any process."""

    settings: HutongSettings
    arrangement: Arrangement
    setting: Setting
    renderer: Renderer
    store: Path | Store
    stage: Path


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is staged now: the facts it was made of, packed, and its SHA-256."""

    path: str
    reads: bytes
    sha256: str


def produce(
    job: Job,
    work: Sequence[_Todo],
    *,
    jobs: int,
    told: Told,
    cluster: Cluster | None = None,
) -> Iterator[Made]:
    """Make and stage every file of ``work``, on the cluster if there is one and much to do.

    :raises CannotRun: where the theme cannot show a page, or the disk refuses.
    :raises LostTextError: if the store has lost what a page needs.
    """
    little = sum(map(_weight, work)) <= _HERE * _SHARD
    if cluster is not None and not little:
        from hutong.build.remote.making import make_remotely

        results = make_remotely(cluster, _make, job, list(_shards(work)))
    else:
        results = _made(job, work, 1 if little else jobs)
    done = 0
    for made in results:
        yield from made
        done += len(made)
        told("rendering", done, len(work))


def prepare_templates(renderer: Renderer, settings: HutongSettings) -> None:
    """Compile the templates, or load them compiled, once for all processes that will be forked."""
    for variant in settings.variants:
        renderer.for_locale(variant.locale).prepare(sorted(TEMPLATES))


def _made(job: Job, work: Sequence[_Todo], jobs: int) -> Iterator[list[Made]]:
    """Everything, made on this machine."""
    if jobs == 1:
        shards = list(_shards(work))
    else:
        rest = [one for one in work if one[1].kind not in {_LIST, _ALONE, *_TOGETHER}]
        shards = [*_long(work), *_lists(work, jobs), *_shards(rest)]
        prepare_templates(job.renderer, job.settings)
    return run_shards(_make, shards, context=job, jobs=jobs)


def _long(work: Sequence[_Todo]) -> Iterator[_Shard]:
    """What takes long, first of all, so that no process is left with it at the end."""
    for kind in _TOGETHER:
        shard = [(path, one.edition, one.plan) for path, one in work if one.kind == kind]
        if shard:
            yield shard
    yield from ([(path, one.edition, one.plan)] for path, one in work if one.kind == _ALONE)


def _lists(work: Sequence[_Todo], jobs: int) -> Iterator[_Shard]:
    """The list pages in as few shards as keep every process busy, each of one edition.

    An article stands in many lists: so its card is made by few processes, and not by all.
    """
    pages: dict[int, _Shard] = {}
    for path, one in work:
        if one.kind == _LIST:
            pages.setdefault(one.edition, []).append((path, one.edition, one.plan))
    for part in range(parts := -(-jobs // max(len(pages), 1))):
        for some in pages.values():
            yield some[len(some) * part // parts : len(some) * (part + 1) // parts]


def _shards(work: Sequence[_Todo]) -> Iterator[_Shard]:
    shard: _Shard = []
    weight = 0
    for path, one in work:
        shard.append((path, one.edition, one.plan))
        weight += _weight((path, one))
        if weight >= _SHARD:
            yield shard
            shard, weight = [], 0
    if shard:
        yield shard


def _weight(todo: _Todo) -> int:
    return _WEIGHTS.get(todo[1].kind, 1)


def _make(job: Job, shard: Sequence[tuple[str, int, bytes]]) -> list[Made]:
    maker = _maker(job)
    return [maker.make(*one) for one in shard]


@functools.lru_cache(1)
def _maker(job: Job) -> _Maker:
    """The maker of this process, with a store and shelves of its own."""
    return _Maker(job)


class _Maker:
    def __init__(self, job: Job) -> None:
        self._job = job
        store = Store(job.store) if isinstance(job.store, Path) else job.store
        self._editions = editions(job.setting.site, job.arrangement, job.renderer, store)
        self._numbers = [_Numbers(number) for number, _ in enumerate(self._editions)]
        self._press = Press(self._editions, job.setting.shared, job.setting.fields, job.renderer)

    def make(self, path: str, number: int, data: bytes) -> Made:
        for edition in self._editions:
            edition.reads.clear()
        content = self._bytes(number, data)
        sha256 = stage_file(self._job.stage, path, content)
        return Made(path, pack_reads(self._read_facts()), sha256)

    def _bytes(self, number: int, data: bytes) -> bytes:
        plan = decode_plan(data)
        settings = self._job.settings
        if isinstance(plan, Copied):
            folder = settings.theme if plan.folder == "theme" else settings.content
            return _same(folder / plan.path, plan.digest)
        if isinstance(plan, Scaled):
            from hutong.build.images import scaled  # brings Pillow

            data = _same(settings.content / plan.path, plan.digest)
            return scaled(plan.path, data, plan.width, settings.cache)
        if number == SITE:
            return self._press.site_page(plan)  # type: ignore[arg-type]  # only those are numbered so
        return self._press.edition_page(number, plan)  # type: ignore[arg-type]  # as above

    def _read_facts(self) -> list[int]:
        """The numbers of all that was read since the reads were cleared."""
        return [
            numbers[read]
            for numbers, edition in zip(self._numbers, self._editions, strict=True)
            for read in edition.reads
        ]


class _Numbers(dict[Read, int]):
    """The facts of an edition by what is read, numbered when they are met."""

    def __init__(self, edition: int) -> None:
        super().__init__()
        self._edition = edition

    def __missing__(self, read: Read) -> int:
        number = self[read] = fact_number(self._edition, read)
        return number


def _same(file: Path, digest: str) -> bytes:
    """The bytes of a file, if they are those that were planned with."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise CannotRun(f"{file} cannot be read ({error.strerror}); make it readable") from error
    if content_digest(data).hex() != digest:
        raise ChangedMeanwhile(f"{file} was changed while the site was being built; build again")
    return data
