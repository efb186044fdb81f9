"""Orders, their ends, pauses and other addresses on the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from abonent.access.models import StaffUser
from abonent.kit.names import name_in
from abonent.ui import wording
from abonent.ui.lists.reader import Reader
from abonent.ui.timeline import TimelineLine, TimelineRow, TimelineSource

ICONS = {
    "ordered": "circle-plus",
    "cancelled": "player-stop",
    "withdrawn": "arrow-back-up",
    "switched": "arrows-exchange",
    "switched_back": "arrow-back-up",
    "paused": "player-pause",
    "redirected": "map-pin",
    "asked_to_renew": "mail",
    "told_of_price": "mail",
    "copies": "copy",
    "copies_back": "arrow-back-up",
    "payer": "users",
    "orderer": "users",
    "agent": "users",
    "party_back": "arrow-back-up",
}


def line(row: TimelineRow, viewer: StaffUser, reader: Reader) -> TimelineLine:
    """What was ordered, stopped, paused or sent elsewhere, from which day, and why."""
    said = row.said
    day = wording.day(date.fromisoformat(said["on"]), reader.today, reader.language)
    words: dict[str, Any] = {
        "ordered": _("Ordered %(product)s"),
        "cancelled": pgettext("subscription", "Cancelled %(product)s"),
        "withdrawn": _("Cancellation of %(product)s taken back"),
        "switched": _("Switched from %(product)s"),
        "switched_back": _("Switch from %(product)s taken back"),
        "paused": _("Paused %(product)s"),
        "redirected": _("%(product)s sent to another address"),
        "asked_to_renew": _("Asked to go on with %(product)s"),
        "told_of_price": _("Told of the new price of %(product)s"),
        "copies": _("Quantity of %(product)s changed"),
        "copies_back": _("Former quantity of %(product)s again"),
        "payer": _("Another payer of %(product)s"),
        "orderer": _("Another orderer of %(product)s"),
        "agent": _("Another agent of %(product)s"),
        "party_back": _("Former payer, orderer or agent of %(product)s again"),
    }
    reason = name_in(said["reason"], reader.language)
    if said["what"] == "switched":
        reason = _("to %(product)s") % {"product": reason}
    details = [_("from %(day)s") % {"day": day}, reason, said["remark"]]
    if said["subscriber"]:
        details.insert(0, _("for %(name)s") % {"name": said["subscriber"]})
    if said["gift"] and said["what"] == "ordered":
        words["ordered"] = _("Gave %(product)s") if said["subscriber"] else _("Was given %(product)s")
    return TimelineLine(
        icon="gift" if said["gift"] and said["what"] == "ordered" else ICONS[said["what"]],
        what=words[said["what"]] % {"product": name_in(said["product"], reader.language)},
        detail=", ".join(filter(None, details)),
        url=reverse("subscriptions:subscription", args=[said["number"]]),
    )


def premium_line(row: TimelineRow, viewer: StaffUser, reader: Reader) -> TimelineLine:
    """A gift of our stock: given, sent, come back or taken away, and to whom."""
    said = row.said
    words = {
        "given": _("Subscriber gift %(item)s"),
        "sent": _("Subscriber gift %(item)s sent"),
        "not_sent": _("Subscriber gift %(item)s not sent after all"),
        "returned": _("Subscriber gift %(item)s came back"),
        "taken": _("Subscriber gift %(item)s taken away"),
    }
    return TimelineLine(
        icon="package",
        what=words[said["what"]] % {"item": name_in(said["item"], reader.language)},
        detail=_("for %(name)s") % {"name": said["receiver"]} if said["receiver"] else "",
        url=reverse("subscriptions:subscription", args=[said["number"]]),
    )


TIMELINE = [
    TimelineSource(
        name="subscriptions",
        statement="subscriptions/timeline_of_orders",
        permission="subscriptions.see",
        chips={"orders": gettext_lazy("Orders")},
        line=line,
        order=20,
    ),
    TimelineSource(
        name="premiums",
        statement="subscriptions/timeline_of_premiums",
        permission="stock.see",
        chips={"premiums": gettext_lazy("Subscriber gifts")},
        line=premium_line,
        order=25,
    ),
]
