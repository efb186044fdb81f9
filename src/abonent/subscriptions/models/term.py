"""The term: what is sold of a subscription at a time."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from abonent.catalog.models import PriceListVersion, Product
from abonent.charges.models import PriceTrace
from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription


class Term(models.Model):
    """A stretch of a subscription sold at one price; it writes its charge (source kind `term`) when it is made.

    `sold_during` never changes; `during` is what delivery obeys. `unit_price` is for one copy, `amount` for all, on the basis of
    the price list. Rows are made by runs: keys to other tables are not enforced row by row but by `check-books`.
    """

    ORDER, RENEWAL = "order", "renewal"
    LEGAL_GROUNDS = [(ORDER, _("Order")), (RENEWAL, _("Renewal"))]

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="terms", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    weekdays = models.PositiveSmallIntegerField()
    copies = models.PositiveIntegerField()
    sold_during = DateRangeField()
    during = DateRangeField()
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    price_list_version = models.ForeignKey(PriceListVersion, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    trace = models.ForeignKey(PriceTrace, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    legal_ground = models.CharField(max_length=12, choices=LEGAL_GROUNDS)
    run_id = models.BigIntegerField(null=True, help_text="the run that made it; empty: made by hand")
    made_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "term"
        constraints = [
            models.UniqueConstraint("subscription", Lower("during"), name="term_once_per_start"),
            models.CheckConstraint(condition=Q(sold_during__isempty=False), name="term_of_some_days"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}/{self.ordinal}"


class TermCharge(models.Model):
    """A view: every charge that belongs to a term, whatever it is for: its price, and what was added or credited since."""

    charge_id = models.BigIntegerField(primary_key=True)
    term_id = models.BigIntegerField()
    source_kind = models.CharField(max_length=20)

    class Meta:
        db_table = "term_charge"
        managed = False

    def __str__(self) -> str:
        return f"{self.term_id} {self.source_kind}"


class ChargeOfTerm(models.Model):
    """A view: every charge that belongs to a term, what was given back for single issues among them: so much is left of it.

    What its issues share is `TermCharge` alone: an issue that is given back makes no other one worth less.
    """

    charge_id = models.BigIntegerField(primary_key=True)
    term_id = models.BigIntegerField()
    source_kind = models.CharField(max_length=20)

    class Meta:
        db_table = "charge_of_term"
        managed = False

    def __str__(self) -> str:
        return f"{self.term_id} {self.source_kind}"
