"""The stocktake: what was counted on a day, beside what the books said."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity
from abonent.stock.models.item import StockItem


class Stocktake(models.Model):
    """That items of a company were counted; the differences are movements. Taken back, it stays and says by whom and when."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="stocktakes")
    counted_on = models.DateField()
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    counted_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "stocktake"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.counted_on}"


class StocktakeLine(models.Model):
    """How many pieces of an item were counted, and how many there were by its movements."""

    stocktake = models.ForeignKey(Stocktake, models.PROTECT, related_name="lines", db_index=False)
    item = models.ForeignKey(StockItem, models.PROTECT, related_name="+")
    expected = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()

    class Meta:
        db_table = "stocktake_line"
        constraints = [models.UniqueConstraint(fields=["stocktake", "item"], name="stocktake_line_once")]

    def __str__(self) -> str:
        return f"{self.stocktake_id}/{self.item_id}: {self.counted}"
