"""What a customer became to products, on his timeline."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.kit.names import name_in
from abonent.ui import wording
from abonent.ui.lists.reader import Reader
from abonent.ui.timeline import TimelineLine, TimelineRow, TimelineSource


def line(row: TimelineRow, viewer: StaffUser, reader: Reader) -> TimelineLine:
    """Which status with which product, since when, from where."""
    said = row.said
    what = _("%(product)s: %(status)s taken away") if said["removed"] else _("%(product)s: %(status)s")
    names = {"product": name_in(said["product"], reader.language), "status": name_in(said["status"], reader.language)}
    since = _("since %(day)s") % {"day": wording.day(date.fromisoformat(said["since"]), reader.today, reader.language)}
    return TimelineLine(icon="package", what=what % names, detail=", ".join(filter(None, [since, said["source"], said["note"]])), url="")


TIMELINE = [
    TimelineSource(
        name="products",
        statement="catalog/timeline_of_customer_products",
        permission="catalog.see",
        chips={"products": gettext_lazy("Products")},
        line=line,
        order=25,
    )
]
