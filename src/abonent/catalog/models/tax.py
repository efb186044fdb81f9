"""Tax: what class a thing is in, and the rate of that class in a country from a day on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class TaxCategory(models.Model):
    """A class of supply with one rate per country and day: printed press, electronic press, standard, exempt."""

    code = models.SlugField(max_length=20, primary_key=True)
    name = models.JSONField(help_text="language -> text")

    class Meta:
        db_table = "tax_category"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class TaxRate(models.Model):
    """The rate of a class in a country from a day on, as a fraction: 0.0600 is six per cent. `source` says who says so."""

    tax_category = models.ForeignKey(TaxCategory, models.PROTECT, related_name="rates")
    country = models.CharField(max_length=2)
    valid_from = models.DateField()
    rate = models.DecimalField(max_digits=6, decimal_places=4)
    source = models.CharField(max_length=300)

    class Meta:
        db_table = "tax_rate"
        ordering = ["tax_category", "country", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["tax_category", "country", "valid_from"], name="tax_rate_once_per_day"),
            models.CheckConstraint(condition=Q(rate__gte=0, rate__lt=1), name="tax_rate_is_a_fraction"),
        ]

    def __str__(self) -> str:
        return f"{self.tax_category_id} {self.country} {self.rate}"
