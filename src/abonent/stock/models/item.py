"""The item, and how much of it there is."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from abonent.access.history import keep_history
from abonent.kit.names import name_in
from abonent.organisation.models import LegalEntity

# More pieces of one thing than any publisher gives away.
MOST_PIECES = 1_000_000


@keep_history(of="stock_item")
class StockItem(models.Model):
    """Something of which pieces lie on the shelf, by its number. At `reorder_level` free pieces it is to be ordered, `reorder_pieces` at a time.

    A retired one takes no new orders; what is left of it is still counted, sent and written off.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="stock_items")
    number = models.CharField(max_length=20)
    name = models.JSONField(help_text="language -> text")
    reorder_level = models.PositiveIntegerField(default=0)
    reorder_pieces = models.PositiveIntegerField(default=0, help_text="0: nobody has said how many")
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "stock_item"
        ordering = ["entity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="stock_item_number_once"),
            models.CheckConstraint(condition=Q(number__regex=r"^[A-Z0-9-]+$"), name="stock_item_number_is_plain"),
        ]

    def __str__(self) -> str:
        return name_in(self.name, get_language() or "en")

    @property
    def url(self) -> str:
        """The page of the item."""
        return reverse("stock:item", args=[self.pk])


class StockBalance(models.Model):
    """How many pieces of an item there are, how many of them are kept back, and what all of them are worth.

    Kept by triggers on movements and reservations. Whoever moves or keeps back holds this row until he is done. A count may show that
    less is there than is kept back; keeping back more than is there is refused.
    """

    item = models.OneToOneField(StockItem, models.PROTECT, primary_key=True, related_name="balance")
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)
    value = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        db_table = "stock_balance"
        constraints = [
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="stock_balance_not_below_zero"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="stock_balance_reserved_not_below_zero"),
            models.CheckConstraint(condition=Q(value__gte=0), name="stock_balance_value_not_below_zero"),
            models.CheckConstraint(condition=Q(on_hand__gt=0) | Q(value=0), name="stock_balance_nothing_is_worth_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.on_hand}"

    @property
    def free(self) -> int:
        """Pieces that can still be promised; below zero where a count has shown that too much was."""
        return self.on_hand - self.reserved
