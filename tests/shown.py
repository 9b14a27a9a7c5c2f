"""The views of a small site, made as a build makes them, without rendering them."""

from __future__ import annotations

from dataclasses import dataclass

from hutong.build.agenda import editions, set_up
from hutong.build.arrange import arrange
from hutong.build.assets import theme_assets
from hutong.build.gather import gather
from hutong.build.looking import look
from hutong.build.pages import make_view
from hutong.build.render import Renderer
from hutong.build.seal import seal_ledger, state_folder, state_ledger
from hutong.build.session import Books, Clock, Options, Session, store_folder
from hutong.build.store import Store
from hutong.settings import HutongSettings
from hutong.views.edition import Edition
from hutong.views.front import gateway_view
from hutong.views.order import Order
from hutong.views.plan import Sizes, edition_plans
from hutong.views.plans import Feed, Gateway, WebManifest
from hutong.views.records import EditionView, GatewayView, PageView
from hutong.views.related import Related
from tests.small import THEME, SmallSite


@dataclass(frozen=True, slots=True)
class Shown:
    """The editions of a site and what their pages show."""

    order: Order
    editions: tuple[Edition, ...]
    shared: tuple[EditionView, ...]
    sizes: Sizes

    def pages(self, number: int) -> dict[str, PageView]:
        """Every page of an edition by its path."""
        site = self.editions[number].site
        return {
            path: make_view(self.editions[number], self.shared[number], plan)
            for path, plan in edition_plans(self.order, site.left_out, self.sizes)
            if not isinstance(plan, (Feed, WebManifest))
        }

    def gateway(self, *, missing: bool) -> GatewayView:
        """The page at the root."""
        latest = tuple(one.id for one in self.order.news[:3])
        return gateway_view(self.editions, self.shared[0], Gateway(latest, missing))


def shown(site: SmallSite, **overrides: object) -> Shown:
    """Read, convert and arrange the content of a site."""
    settings = site.settings(**overrides)
    store = Store(store_folder(settings))
    renderer = Renderer(THEME, {}, {})
    session = Session(
        settings=settings, options=Options(1), store=store, renderer=renderer,
        looked=look(settings, None, jobs=1), books=_books(settings), state=None, clock=Clock(),
    )  # fmt: skip
    gathered = gather(session)
    arrangement = arrange(session, gathered, b"")
    setting = set_up(session, arrangement, theme_assets(THEME, settings.variants))
    order = arrangement.order
    assert order
    return Shown(
        order,
        editions(setting.site, arrangement, renderer, store),
        setting.shared,
        Sizes(settings.page_size, settings.feed_size, Related(order, 3)),
    )


def _books(settings: HutongSettings) -> Books:
    folder = state_folder(settings.cache, settings.output)
    return Books(folder, seal_ledger(folder), state_ledger(folder))
