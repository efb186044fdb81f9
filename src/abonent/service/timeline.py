"""Complaints on the timeline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.kit.names import name_in
from abonent.service.models.complaint_rule import GIVES, KINDS
from abonent.ui import wording
from abonent.ui.lists.reader import Reader
from abonent.ui.timeline import TimelineLine, TimelineRow, TimelineSource


def line(row: TimelineRow, viewer: StaffUser, reader: Reader) -> TimelineLine:
    """What was wrong with which paper, and what was given for it; or that it was taken back."""
    said = row.said
    words = {"complained": _("Complaint about %(product)s"), "withdrawn": _("Complaint about %(product)s taken back")}
    day = wording.day(date.fromisoformat(said["on"]), reader.today, reader.language)
    given = str(dict(GIVES)[said["gives"]])
    if said["amount"]:
        given = f"{given} {wording.money(Decimal(str(said['amount'])), said['currency'], reader.language)}"
    return TimelineLine(
        icon="news-off" if said["what"] == "complained" else "arrow-back-up",
        what=words[said["what"]] % {"product": name_in(said["product"], reader.language)},
        detail=", ".join(filter(None, (_("paper of %(day)s") % {"day": day}, str(dict(KINDS)[said["kind"]]), given, said["remark"]))),
        url=reverse("service:complaint_receipt", args=[said["complaint"]]),
    )


TIMELINE = [
    TimelineSource(
        name="complaints",
        statement="service/timeline_of_complaints",
        permission="service.see",
        chips={"complaints": gettext_lazy("Complaints")},
        line=line,
        order=22,
    )
]
