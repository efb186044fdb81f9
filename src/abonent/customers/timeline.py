"""Changes of who a customer is, where he lives and how he is reached, on his timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.customers.operations import LABELS
from abonent.runs.models import Act
from abonent.runs.queries import sees_act
from abonent.runs.registry import inverse_of, label_of
from abonent.ui.lists.reader import Reader
from abonent.ui.timeline import TimelineLine, TimelineRow, TimelineSource

WORDS = {
    "create_customer": ("user-plus", _("Registered")),
    "change_customer": ("edit", _("Changed")),
    "change_address": ("home-move", _("New address")),
    "add_temporary_address": ("map-pin-share", _("Address for a while")),
    "end_temporary_address": ("map-pin-off", _("Address for a while ended")),
    "add_contact_point": ("phone", _("Contact added")),
    "change_contact_point": ("phone", _("Contact corrected")),
    "merge_customers": ("users-group", _("Merged")),
    "prefer_contact_point": ("phone", _("Contact used first")),
}


def line(row: TimelineRow, viewer: StaffUser, reader: Reader) -> TimelineLine:
    """What was changed, from what to what, and how it is undone."""
    said = row.said
    icon, what = WORDS.get(said["verb"], ("edit", label_of(said["verb"]).capitalize()))
    details = [
        said["door"] or said["contact"] or said["merged"] or _changes(said["before"], said["after"]),
        str(_("undone")) if said["undone"] else "",
    ]
    return TimelineLine(icon=icon, what=str(what), detail=", ".join(filter(None, details)), undo_url=_undo_url(row, viewer))


def _changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """`Family name: Lindqvist → Öberg`, for each field that was changed."""
    if not before or not after:
        return ""
    return ", ".join(
        f"{LABELS[field]}: {_shown(field, before[field])} → {_shown(field, after[field])}" for field in after if field in LABELS
    )


def _shown(field: str, value: Any) -> str:
    choices = dict(getattr(Customer._meta.get_field(field), "flatchoices", None) or [])
    return "–" if value in (None, "") else str(choices.get(value, value))


def _undo_url(row: TimelineRow, viewer: StaffUser) -> str:
    """Where it is undone: by whoever may do the inverse, while nothing later stands on it."""
    inverse = row.said["inverse"]
    if not inverse or row.said["undone"] or not viewer.may(inverse_of(inverse).permission):
        return ""
    seen = viewer.sees_everybody or sees_act(viewer, Act.objects.get(pk=row.id))
    return reverse("runs:undo", args=[row.id]) if seen else ""


TIMELINE = [
    TimelineSource(
        name="customers",
        statement="customers/timeline_of_changes",
        permission="customers.see",
        chips={"changes": _("Changes")},
        line=line,
        order=50,
    )
]
