"""The reservation: pieces that are kept back for somebody until they are sent or let go."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from abonent.kit.models import ClockNow
from abonent.stock.models.item import StockItem


class StockReservation(models.Model):
    """That pieces of an item are promised; nobody else is promised them until `released_at`: they were sent then, or let go."""

    item = models.ForeignKey(StockItem, models.PROTECT, related_name="reservations", db_index=False)
    pieces = models.PositiveIntegerField()
    reserved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reserved_at = models.DateTimeField(db_default=ClockNow())
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "stock_reservation"
        constraints = [models.CheckConstraint(condition=Q(pieces__gte=1), name="stock_reservation_of_pieces")]
        indexes = [models.Index(fields=["item"], condition=Q(released_at__isnull=True), name="stock_reservation_open")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.pieces}"
