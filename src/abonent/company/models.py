"""The kind of business, bank accounts, number series, currencies, country rules."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.company.parts import KINDS
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity

THE_ONE = 1


@keep_history(of="business")
class Business(models.Model):
    """Which kind of business the installation serves; one row, and none in an installation that was never asked."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    kind = models.CharField(max_length=10, choices=KINDS)
    chosen_at = models.DateTimeField(db_default=ClockNow())
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "business"
        constraints = [
            models.CheckConstraint(condition=Q(id=THE_ONE), name="business_is_one"),
            models.CheckConstraint(condition=Q(kind__in=["publisher", "service", "trade", "mixed"]), name="business_kind_known"),
        ]

    def __str__(self) -> str:
        return self.kind


class Currency(models.Model):
    """Decimals of a currency and the step to which a cash total is rounded, valid from a day."""

    code = models.CharField(max_length=3)
    valid_from = models.DateField()
    exponent = models.PositiveSmallIntegerField(default=2)
    total_step = models.DecimalField(max_digits=6, decimal_places=2, help_text="document totals are rounded to this step")
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "currency"
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="currency_once_per_day")]

    def __str__(self) -> str:
        return self.code


class BankAccount(models.Model):
    """An account of ours that payments arrive on. `number` is bare: no spaces, dashes or letters in small."""

    SCHEMES = [("iban", "IBAN"), ("bankgiro", "Bankgiro"), ("plusgiro", "Plusgiro"), ("bban", _("National account number"))]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="bank_accounts")
    name = models.CharField(max_length=60)
    scheme = models.CharField(max_length=10, choices=SCHEMES)
    number = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    currency = models.CharField(max_length=3)
    on_invoices = models.BooleanField(default=True, help_text="printed on invoices")

    class Meta:
        db_table = "bank_account"
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="bank_account_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class NumberSeries(models.Model):
    """The gapless numbers of one kind of document of one entity.

    The row is locked last, in the closing statements of a short transaction: `next_number` is the first free one,
    `latest_on` the latest document day, which never goes backwards.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="number_series")
    kind = models.CharField(max_length=20)
    prefix = models.CharField(max_length=12, blank=True)
    next_number = models.BigIntegerField(default=1)
    latest_on = models.DateField(null=True)

    class Meta:
        db_table = "number_series"
        constraints = [
            models.UniqueConstraint(fields=["entity", "kind", "prefix"], name="number_series_once"),
            models.CheckConstraint(condition=Q(next_number__gte=1), name="number_series_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.prefix}"


class CountryRule(models.Model):
    """A rate, fee, count of days or format of a country from a day on, with its source."""

    country = models.CharField(max_length=2)
    key = models.CharField(max_length=60)
    valid_from = models.DateField()
    value = models.JSONField()
    source = models.CharField(max_length=300)

    class Meta:
        db_table = "country_rule"
        constraints = [models.UniqueConstraint(fields=["country", "key", "valid_from"], name="country_rule_once_per_day")]

    def __str__(self) -> str:
        return f"{self.country} {self.key}"
