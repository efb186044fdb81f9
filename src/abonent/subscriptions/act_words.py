"""What people did to subscriptions, as lines of the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.runs.models import Act
from abonent.runs.queries import may_undo
from abonent.runs.registry import label_of

WORDS = {
    "start_subscription": ("circle-plus", gettext_lazy("Ordered")),
    "cancel_subscription": ("player-stop", pgettext_lazy("subscription", "Cancelled")),
    "change_copies": ("copy", gettext_lazy("Quantity changed")),
    "withdraw_copies": ("arrow-back-up", gettext_lazy("Former quantity again")),
    "change_party": ("users", gettext_lazy("Payer, orderer or agent changed")),
    "withdraw_party": ("arrow-back-up", gettext_lazy("Former payer, orderer or agent again")),
    "switch_product": ("arrows-exchange", gettext_lazy("Switched")),
    "withdraw_switch": ("arrow-back-up", gettext_lazy("Switch taken back")),
    "take_save_offer": ("shield-check", gettext_lazy("Kept by an offer")),
    "pause_subscription": ("player-pause", gettext_lazy("Paused")),
    "change_pause": ("player-pause", gettext_lazy("Pause changed")),
    "withdraw_pause": ("player-play", gettext_lazy("Pause taken back")),
    "restore_pause": ("player-pause", gettext_lazy("Paused as before")),
    "redirect_subscription": ("map-pin", gettext_lazy("Sent elsewhere")),
    "change_redirect": ("map-pin", gettext_lazy("Other address changed")),
    "withdraw_redirect": ("map-pin", gettext_lazy("Other address taken back")),
    "restore_redirect": ("map-pin", gettext_lazy("Sent elsewhere as before")),
    "move_customer": ("home-move", gettext_lazy("Moved")),
    "renew_subscription": ("refresh", gettext_lazy("Renewed")),
    "withdraw_renewal": ("arrow-back-up", gettext_lazy("Renewal taken back")),
    "add_member": ("users", gettext_lazy("Member added")),
    "end_seat": ("users", gettext_lazy("Seat ended")),
    "restore_seat": ("users", gettext_lazy("Seat as before")),
    "add_network": ("world", gettext_lazy("Network added")),
    "end_network": ("world", gettext_lazy("Network ended")),
    "restore_network": ("world", gettext_lazy("Network as before")),
    "withdraw_cancellation": ("arrow-back-up", gettext_lazy("Cancellation taken back")),
    "change_gift": ("gift", gettext_lazy("Gift changed")),
    "give_premium": ("package", gettext_lazy("Subscriber gift given")),
    "take_premium_away": ("arrow-back-up", gettext_lazy("Subscriber gift taken away")),
    "take_premium_back_in": ("package", gettext_lazy("Subscriber gift came back")),
    "change_reference": ("edit", gettext_lazy("Reference changed")),
}


@dataclass(frozen=True)
class ShownAct:
    """An act in words; `undo_url` is empty where it cannot be undone, or not by this viewer; `url` leads to its receipt, if it has one."""

    at: datetime
    icon: str
    what: Any
    detail: str
    who: str
    undo_url: str
    url: str


def shown_act(act: Act, viewer: StaffUser, reasons: Mapping[int, str] | None = None) -> ShownAct:
    """The line of an act; `reasons` says of acts why they were done."""
    icon, what = WORDS.get(act.verb, ("edit", label_of(act.verb).capitalize()))
    who = (act.actor.get_full_name() or act.actor.username) if act.actor else _("by itself")
    detail = ", ".join(filter(None, [(reasons or {}).get(act.pk, ""), _("undone") if act.undone_at else ""]))
    return ShownAct(act.at, icon, what, detail, who, _undo_url(act, viewer), _receipt_url(act))


def _undo_url(act: Act, viewer: StaffUser) -> str:
    """Where the act is undone: by whoever may do the inverse, while nothing later stands on it."""
    stands = act.undone_at is None and act.superseded_by is None
    return reverse("runs:undo", args=[act.pk]) if stands and may_undo(viewer, act) else ""


def _receipt_url(act: Act) -> str:
    if act.verb == "cancel_subscription" and act.undone_at is None and act.inverse:
        return reverse("subscriptions:cancellation_receipt", args=[act.inverse["cancellation"]])
    if act.verb == "start_subscription" and act.undone_at is None and act.inverse:
        return reverse("subscriptions:order_receipt", args=[act.pk])
    if act.verb == "change_copies" and act.undone_at is None and act.inverse:
        return reverse("subscriptions:copies_receipt", args=[act.inverse["number"], act.inverse["change"]])
    if act.verb == "change_party" and act.undone_at is None and act.inverse:
        return reverse("subscriptions:party_receipt", args=[act.inverse["number"], act.inverse["party"]])
    if act.verb == "renew_subscription" and act.undone_at is None and act.inverse:
        return reverse("subscriptions:renewal_receipt", args=[act.inverse["number"], act.inverse["request"]])
    if act.verb == "switch_product" and act.undone_at is None and act.inverse:
        return reverse("subscriptions:switch_receipt", args=[act.inverse["number"]])
    has_one = act.verb == "move_customer" and act.undone_at is None and act.inverse
    return reverse("subscriptions:move_receipt", args=[act.pk]) if has_one else ""


def latest_undo_url(viewer: StaffUser) -> str:
    """Where the viewer undoes what he did just now; the empty text if that cannot be undone."""
    act = Act.objects.filter(actor=viewer).select_related("superseded_by").order_by("-pk").first()
    return _undo_url(act, viewer) if act else ""
