"""The movement: pieces that came or went, and what they were worth."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from abonent.kit.models import ClockNow
from abonent.stock.models.item import StockItem
from abonent.stock.models.reservation import StockReservation
from abonent.stock.models.stocktake import Stocktake

RECEIPT, SHIPMENT, RETURN, COUNT, WRITE_OFF = "receipt", "shipment", "return", "count", "write_off"
KINDS = [
    (RECEIPT, pgettext_lazy("stock", "Received")),
    (SHIPMENT, pgettext_lazy("stock", "Sent")),
    (RETURN, pgettext_lazy("stock", "Came back")),
    (COUNT, pgettext_lazy("stock", "Counted")),
    (WRITE_OFF, pgettext_lazy("stock", "Written off")),
]


class StockMovement(models.Model):
    """That pieces of an item came (above zero) or went (below), and what they were worth; it is never changed.

    A receipt has the cost of one piece as it was bought. A shipment or a return names what the pieces were kept back for, a difference
    of a count its stocktake, a shipment its run. One that `reverses` another takes it back, piece for piece and to the cent.
    """

    item = models.ForeignKey(StockItem, models.PROTECT, related_name="movements", db_index=False)
    kind = models.CharField(max_length=9, choices=KINDS)
    pieces = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    unit_cost = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    moved_on = models.DateField()
    remark = models.CharField(max_length=200, blank=True)
    reservation = models.ForeignKey(StockReservation, models.PROTECT, null=True, related_name="movements")
    stocktake = models.ForeignKey(Stocktake, models.PROTECT, null=True, related_name="movements")
    run_id = models.BigIntegerField(null=True, help_text="the run that sent it")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "stock_movement"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[RECEIPT, SHIPMENT, RETURN, COUNT, WRITE_OFF]), name="stock_movement_kind_known"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=False)
                | Q(kind__in=[RECEIPT, RETURN], pieces__gt=0)
                | Q(kind__in=[SHIPMENT, WRITE_OFF], pieces__lt=0)
                | (Q(kind=COUNT) & ~Q(pieces=0)),
                name="stock_movement_comes_or_goes",
            ),
            models.CheckConstraint(
                condition=Q(pieces__gt=0, amount__gte=0) | Q(pieces__lt=0, amount__lte=0), name="stock_movement_worth_as_it_goes"
            ),
            models.UniqueConstraint(
                fields=["reservation"], condition=Q(kind=RETURN, reverses__isnull=True), name="stock_movement_returned_once"
            ),
        ]
        indexes = [
            models.Index(fields=["item", "id"], name="stock_movement_of_item"),
            models.Index(fields=["run_id"], condition=Q(run_id__isnull=False), name="stock_movement_of_run"),
        ]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind} {self.pieces:+}"
