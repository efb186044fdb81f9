"""Notes and contacts in the one search box."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from abonent.access.models import StaffUser
from abonent.correspondence.finding import said_with, where_it_stands
from abonent.correspondence.models import Interaction
from abonent.correspondence.wording import ICONS, way_words
from abonent.kit import clock
from abonent.ui import wording
from abonent.ui.search import Hit, SearchSource

MOST_HITS = 4


def find(text: str, viewer: StaffUser, limit: int) -> list[Hit]:
    """Hits that open what was said, the latest first."""
    return [_hit(one, text, viewer) for one in said_with(text, viewer, limit=min(limit, MOST_HITS))]


def _hit(one: Interaction, text: str, viewer: StaffUser) -> Hit:
    today = clock.today(viewer.zone)
    day = wording.day(timezone.localtime(one.happened_at).date(), today, get_language() or "en")
    return Hit(
        label=f"{way_words(one.kind, one.direction)}, {one.customer.canonical.name}",
        url=one.url,
        icon=ICONS[one.kind, one.direction],
        detail=day,
        why=where_it_stands(one, text),
    )


SEARCH = [SearchSource(name="interactions", label=gettext_lazy("Contacts and notes"), find=find, permission="correspondence.see", order=60)]
