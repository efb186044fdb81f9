"""How routes and their stretches are said."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from abonent.distribution.models import RouteStretch
from abonent.distribution.models.stretch import ALL, ODD


def stretch_words(stretch: RouteStretch) -> str:
    """Which doors a stretch has: "Storgatan 1–19, odd numbers", "the whole postal code 871 31"."""
    if stretch.place is not None:
        return str(stretch.place)
    if not stretch.street:
        return _("All of %(code)s") % {"code": stretch.postal_code}
    parts = [f"{stretch.street} {numbers_words(stretch)}".strip()]
    if stretch.side != ALL:
        parts.append(_("odd numbers") if stretch.side == ODD else _("even numbers"))
    return ", ".join(parts)


def numbers_words(stretch: RouteStretch) -> str:
    """From which number to which; empty for a whole street."""
    first, latest = stretch.from_number, stretch.to_number
    if first is None and latest is None:
        return ""
    if latest is None:
        return pgettext("house numbers", "from %(first)s") % {"first": first}
    if first is None:
        return pgettext("house numbers", "to %(latest)s") % {"latest": latest}
    return str(first) if first == latest else f"{first}–{latest}"
