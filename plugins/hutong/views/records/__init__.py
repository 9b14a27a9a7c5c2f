"""Page view-models: all that a template may see, with a help text for every field.

Frozen, plain data; nothing here computes. ``docs/template-context.md`` is generated from it.
Addresses named ``url`` are ready for ``href``: root-relative with the site's base path, unless
the help says absolute. Every word is already in the edition's script.
"""

from hutong.views.records.frame import (
    EditionView,
    HeadView,
)
from hutong.views.records.pages import (
    ArticleView,
    EventsView,
    GatewayView,
    HomeView,
    IndexView,
    ListView,
    NotFoundView,
    PageView,
    SimpleView,
)
from hutong.views.records.parts import (
    AlternateView,
    CardView,
    ConversionView,
    CorrectionView,
    CreditView,
    DoorView,
    EntryView,
    EventView,
    FeedView,
    GroupView,
    HeadingView,
    ImageView,
    LinkView,
    PagerView,
    SectionBlockView,
    ShareView,
    SourceView,
    SwitchView,
    TimeView,
)

__all__ = [
    "AlternateView",
    "ArticleView",
    "CardView",
    "ConversionView",
    "CorrectionView",
    "CreditView",
    "DoorView",
    "EditionView",
    "EntryView",
    "EventView",
    "EventsView",
    "FeedView",
    "GatewayView",
    "GroupView",
    "HeadView",
    "HeadingView",
    "HomeView",
    "ImageView",
    "IndexView",
    "LinkView",
    "ListView",
    "NotFoundView",
    "PageView",
    "PagerView",
    "SectionBlockView",
    "ShareView",
    "SimpleView",
    "SourceView",
    "SwitchView",
    "TimeView",
]
