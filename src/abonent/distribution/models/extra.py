"""The extra: what goes with a list besides the copies of subscribers. Nothing of it is ever edited."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Place
from abonent.distribution.models.freezing import FrozenList
from abonent.distribution.models.route import Route

OUTLET, AGAIN = "outlet", "again"
KINDS = [(OUTLET, _("Draw of an outlet")), (AGAIN, _("Brought again"))]


class FrozenExtras(models.QuerySet["FrozenExtra"]):
    """Words for sets of extras."""

    def printed(self) -> FrozenExtras:
        """Copies of the issue itself; what is brought again is of an earlier one and comes from the spares of that."""
        return self.filter(kind=OUTLET)


class FrozenExtra(models.Model):
    """Copies that a carrier brings along: the draw of an outlet, or a paper that did not come and is brought again, with its day.

    Without a route nobody walks there: the copies have a bundle and a line of the summary for themselves. `of_id` is the row that it is for.
    """

    pk = models.CompositePrimaryKey("list_id", "kind", "of_id")
    list = models.ForeignKey(FrozenList, models.PROTECT, related_name="extras", db_index=False)
    kind = models.CharField(max_length=6, choices=KINDS)
    of_id = models.BigIntegerField(help_text="the outlet, or what somebody higher up says is brought again")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+", db_index=False)
    position = models.TextField(null=True, db_collation="C", help_text="in the walk of the route")
    copies = models.PositiveIntegerField()
    paper_of = models.DateField(null=True, help_text="the day of the paper that is brought again")
    label = models.CharField(max_length=80, blank=True, help_text="the name on the bundle")

    objects = FrozenExtras.as_manager()

    class Meta:
        db_table = "frozen_extra"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=OUTLET, paper_of=None) | Q(kind=AGAIN, paper_of__isnull=False), name="frozen_extra_kind_known"
            ),
            models.CheckConstraint(condition=Q(copies__gte=1), name="frozen_extra_of_some_copies"),
        ]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.list_id} {self.kind} {self.of_id}"
