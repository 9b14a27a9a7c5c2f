"""Making pages on a cluster: plans go out with what the pages show, and the pages come back."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hutong.build.disk import explained
from hutong.build.outputs import Copied, Scaled, decode_plan
from hutong.build.remote.stockroom import Page, Parcel, Stockroom
from hutong.build.remote.supply import LackingError, Part, Supply, Want
from hutong.build.render import Renderer
from hutong.build.rows import ROW, Row
from hutong.build.shelf import Stock
from hutong.build.staging import stage_file
from hutong.build.state import decode_listed
from hutong.build.store import Store
from hutong.errors import CannotRun
from hutong.settings import HutongSettings
from hutong.views.order import Ids, Listed

if TYPE_CHECKING:
    from hutong.build.produce import Job, Made
    from hutong.build.remote.cluster import Cluster, Loaded

V = TypeVar("V")
_Make = Callable[[Any, Sequence[Page]], "list[Made]"]

_THEME: Final = ("templates", "translations")
"""What of a theme pages are made with; other files of it are only copied."""


def make_remotely(
    cluster: Cluster, make: _Make, job: Job, shards: Sequence[Sequence[Page]]
) -> Iterator[list[Made]]:
    """``make(job, shard)`` of every shard: pages on the cluster, copies of files here.

    :raises CannotRun: as :meth:`hutong.build.remote.cluster.Cluster.run`, or when the disk refuses.
    :raises LostTextError: if the store has lost what a page shows.
    """
    pages, files = _parted(shards)
    round_ = _Round(cluster, make, job, cluster.load(MakingKit.of(job)))
    store = Store(job.store) if isinstance(job.store, Path) else job.store
    tags = [variant.tag for variant in job.settings.variants]
    room = Stockroom(job.arrangement, store, tags)
    rest, share = iter(files), -(-len(files) // max(1, len(pages)))
    asked: dict[str, set[Want]] = {}
    while pages:
        lacking: list[tuple[Page, Want]] = []
        for made, lacks in round_.results(pages, room, asked):
            lacking += lacks
            # The cluster is at the next shards meanwhile.
            yield [*made, *make(job, list(islice(rest, share)))]
        pages = [[page for page, _ in lacking]] if lacking else []
        for (path, _, _), want in lacking:
            if want in asked.setdefault(path, set()):
                raise RuntimeError(f"{path}: a worker asks for {want} again")
            asked[path].add(want)
    yield make(job, list(rest))
    store.close()


def _parted(shards: Sequence[Sequence[Page]]) -> tuple[list[list[Page]], list[Page]]:
    """The shards of what is rendered, and all that is copied or scaled."""
    pages: list[list[Page]] = []
    files: list[Page] = []
    for shard in shards:
        rendered: list[Page] = []
        for one in shard:
            is_file = isinstance(decode_plan(one[2]), Copied | Scaled)
            (files if is_file else rendered).append(one)
        if rendered:
            pages.append(rendered)
    return pages, files


@dataclass(frozen=True, slots=True)
class _Order:
    """A shard on its way."""

    make: _Make
    pages: Sequence[Page]
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class _Answer:
    """What became of it: pages with their bytes, and those that want something more."""

    made: list[tuple[Made, bytes]] = field(default_factory=list)
    lacking: list[tuple[Page, Want]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Round:
    cluster: Cluster
    make: _Make
    job: Job
    loaded: Loaded[_Desk]

    def results(
        self, shards: Sequence[Sequence[Page]], room: Stockroom, asked: Mapping[str, set[Want]]
    ) -> Iterator[tuple[list[Made], list[tuple[Page, Want]]]]:
        """The pages of each shard, staged, and those that want something more."""
        orders = (_Order(self.make, shard, _parcel(shard, room, asked)) for shard in shards)
        for answer in self.cluster.run(_make, orders, self.loaded):
            for made, data in answer.made:
                if stage_file(self.job.stage, made.path, data) != made.sha256:
                    raise CannotRun(f"{made.path} came damaged from the cluster; build again")
            yield [made for made, _ in answer.made], answer.lacking


def _parcel(shard: Sequence[Page], room: Stockroom, asked: Mapping[str, set[Want]]) -> Parcel:
    wants = [want for path, _, _ in shard for want in asked.get(path, ())]
    return room.parcel(shard, wants)


# On a worker


@dataclass(frozen=True, slots=True)
class MakingKit:
    """What pages are made with; ``job`` lacks its renderer and most of its stock."""

    job: Any
    theme: str
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, job: Job) -> MakingKit:
        """That of a job.

        :raises CannotRun: if the theme cannot be read.
        """
        stock = dataclasses.replace(
            job.arrangement.stock, rows={}, listed={}, counterparts={}, ids={}, pages={}
        )
        arrangement = dataclasses.replace(
            job.arrangement, stock=stock, order=None, texts=(), listed={}, media={}, warnings=()
        )
        light: Any = dataclasses.replace(
            job,
            arrangement=arrangement,
            renderer=None,  # type: ignore[arg-type]  # each worker makes its own
            store=Path(),
            stage=Path(),
        )
        return cls(light, job.settings.theme.name, dict(_files(job.settings.theme)))

    def unpack(self, desk: Path, cache: Path) -> _Desk:
        """A job that is done below ``desk``."""
        theme = desk / "theme" / self.theme
        for path, data in self.files.items():
            (theme / path).parent.mkdir(parents=True, exist_ok=True)
            (theme / path).write_bytes(data)
        stage = desk / "stage"
        stage.mkdir()
        settings = _moved(self.job.settings, desk, theme, cache)
        parts = _Parts()
        stock = parts.stock(self.job.arrangement.stock)
        supply = Supply(desk / "store", strict=True)
        job = dataclasses.replace(
            self.job,
            settings=settings,
            arrangement=dataclasses.replace(self.job.arrangement, stock=stock),
            renderer=Renderer(theme, settings.jinja_filters, settings.jinja_globals, cache),
            store=supply,
            stage=stage,
        )
        return _Desk(job, parts, supply)


def _files(theme: Path) -> Iterator[tuple[str, bytes]]:
    for part in _THEME:
        for folder, _, names in os.walk(theme / part, followlinks=True):
            for name in names:
                file = Path(folder, name)
                try:
                    yield file.relative_to(theme).as_posix(), file.read_bytes()
                except OSError as error:
                    raise CannotRun(
                        f"{file} cannot be read ({error.strerror}); make it readable"
                    ) from error


def _moved(settings: HutongSettings, desk: Path, theme: Path, cache: Path) -> HutongSettings:
    """Settings that lead to no folder of the machine they come from."""
    return dataclasses.replace(
        settings,
        project=desk,
        content=desk / "content",
        output=desk / "output",
        theme=theme,
        cache=cache,
    )


def _same(value: V) -> V:
    return value


class _Parts:
    """The parts of a stock that change with each shard."""

    def __init__(self) -> None:
        self._rows = Part[str, Row]("rows", ROW.decode)
        self._listed = Part[str, Listed]("listed", decode_listed)
        self._counterparts = Part[tuple[str, str], str]("counterparts", _same)
        self._ids = Part[str, Ids]("ids", _same)
        self._pages = Part[str, str]("pages", _same)
        self._stock: Stock | None = None

    def stock(self, stock: Stock) -> Stock:
        """A stock of which only these parts are sent."""
        self._stock = dataclasses.replace(
            stock,
            rows=self._rows,
            listed=self._listed,
            counterparts=self._counterparts,
            ids=self._ids,
            pages=self._pages,
        )
        return self._stock

    def take(self, parcel: Parcel) -> None:
        """From now on the parts hold this; what the stock remembered of others is forgotten."""
        if self._stock is not None:
            self._stock.found.clear()  # else a worker would come to hold all rows
        self._rows.sent = parcel.rows
        self._listed.sent = parcel.listed
        self._counterparts.sent = parcel.counterparts
        self._ids.sent = parcel.ids
        self._pages.sent = parcel.pages


@dataclass(frozen=True, slots=True)
class _Desk:
    job: Any
    parts: _Parts
    supply: Supply


def _make(desk: _Desk, order: _Order) -> _Answer:
    """Make the pages of a shard one by one: one that wants something does not stop the others."""
    desk.parts.take(order.parcel)
    desk.supply.sent = order.parcel.texts
    answer = _Answer()
    stage = desk.job.stage
    for page in order.pages:
        try:
            (made,) = order.make(desk.job, [page])
        except LackingError as error:
            answer.lacking.append((page, error.want))
            continue
        file = stage / made.path
        with explained(stage):
            answer.made.append((made, file.read_bytes()))
            file.unlink()
    return answer
