"""What goes with an issue besides the paper."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.editions.models import Issue
from abonent.kit.models import ClockNow
from abonent.stock.models import StockItem


class Insert(models.Model):
    """Something that goes with the copies of an issue: a brochure, a card; from the shelf if `item` says so, else only named.

    It goes with all copies, with those on the routes of some numbers, or with those whose postal codes begin so. Taken back, the row stays.
    """

    ALL, ROUTES, POSTAL_CODES = "all", "routes", "postal_codes"
    GOES_WITH = [(ALL, _("All copies")), (ROUTES, _("Some routes")), (POSTAL_CODES, _("Some postal codes"))]

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="inserts")
    name = models.CharField(max_length=80)
    item = models.ForeignKey(StockItem, models.PROTECT, null=True, related_name="+")
    goes_with = models.CharField(max_length=12, choices=GOES_WITH, default=ALL)
    places = ArrayField(models.CharField(max_length=20), default=list, help_text="numbers of routes, or how postal codes begin")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "issue_insert"
        constraints = [
            models.CheckConstraint(
                condition=Q(goes_with="all", places=[]) | Q(goes_with__in=["routes", "postal_codes"], places__len__gte=1),
                name="issue_insert_goes_with_something",
            ),
        ]

    def __str__(self) -> str:
        return self.name
