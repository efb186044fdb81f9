"""The round as its carrier has it on his telephone: what he brings, the secret that opens it, and what he reports from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Place
from abonent.distribution.models.carrier import Carrier
from abonent.distribution.models.freezing import FrozenList
from abonent.distribution.models.route import Route
from abonent.kit.models import ClockNow

DONE, NOT_REACHABLE, DOOR_CODE, MISSING, LEFT_OVER = "done", "closed", "code", "missing", "over"
SAID_OF_ROUNDS = [
    (NOT_REACHABLE, _("The door cannot be reached")),
    (DOOR_CODE, _("The door code is wrong")),
    (MISSING, _("Copies are missing")),
    (LEFT_OVER, _("Copies are left over")),
]
SAID = [(DONE, _("The round is done")), *SAID_OF_ROUNDS]


class FrozenBook(models.Model):
    """The book of a route as it was made of a list, without any name: changes, then doors in walking order. Taken away after some weeks."""

    pk = models.CompositePrimaryKey("list_id", "route_id")
    list = models.ForeignKey(FrozenList, models.PROTECT, related_name="books", db_index=False)
    route = models.ForeignKey(Route, models.PROTECT, related_name="+", db_index=False)
    carrier = models.ForeignKey(Carrier, models.PROTECT, null=True, related_name="+", db_index=False)
    content = models.JSONField()

    class Meta:
        db_table = "frozen_book"
        indexes = [models.Index(fields=["carrier", "list"], name="frozen_book_of_carrier")]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.route_id}"


class RoundLink(models.Model):
    """The secret address of a carrier's round. Only its hash is kept; a new one ends the one before."""

    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="round_links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField(help_text="from this day on it opens nothing")
    made_at = models.DateTimeField(db_default=ClockNow())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "round_link"
        constraints = [models.UniqueConstraint(fields=["carrier"], condition=Q(revoked_at=None), name="round_link_one_open")]

    def __str__(self) -> str:
        return f"{self.carrier_id} until {self.expires_on}"


class RoundReport(models.Model):
    """What a carrier says of a round, or of a door on it. `key` is made where it is typed: sent twice, it is taken once."""

    key = models.UUIDField(unique=True)
    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="+")
    route = models.ForeignKey(Route, models.PROTECT, related_name="+")
    on_day = models.DateField()
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    said = models.CharField(max_length=7, choices=SAID)
    copies = models.PositiveSmallIntegerField(null=True)
    remark = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(db_default=ClockNow())
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "round_report"
        constraints = [
            models.CheckConstraint(condition=Q(said__in=[code for code, _label in SAID]), name="round_report_says_something_known")
        ]
        indexes = [models.Index(fields=["on_day"], name="round_report_by_day")]

    def __str__(self) -> str:
        return f"{self.route_id} {self.on_day} {self.said}"
