"""A row of a list, as it is searched and joined with the register."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.urls import reverse

from abonent.customers.models import Customer
from abonent.external_lists.models.lists import ExternalList

# What the reader makes of a row, in the order of the columns; `cells` are all of its own as they stand.
READ = (
    "kind", "given_name", "family_name", "organisation_name", "country_assumed", "care_of", "street", "number", "staircase", "flat", "postal_code", "town",
    "mobile", "mobile_normalised", "phone", "phone_normalised", "email", "email_normalised", "cells",
)  # fmt: skip

_NAME = Coalesce(
    NullIf("organisation_name", Value("")), Trim(Concat("given_name", Value(" "), F("family_name"))), output_field=models.TextField()
)


class FoldedCells(Func):
    """All that stands in a row, in small letters without marks."""

    template = "fold_text(%(expressions)s::text)"
    output_field = models.TextField()


def _text(letters: int) -> Any:
    return models.CharField(max_length=letters, blank=True, default="")


class ListRow(models.Model):
    """A row of the file of a list. What is known of it comes from the file and goes with it.

    `line` is its number in the file; a row that the file no longer has is without, and kept for its calls. `customer` is whom it
    has become, if somebody has registered it. `emptied_at`: its person was erased; `emptied` once the file says so too.
    """

    external_list = models.ForeignKey(ExternalList, models.CASCADE, related_name="rows", db_index=False)
    line = models.IntegerField(null=True)
    kind, given_name, family_name, organisation_name = _text(12), _text(80), _text(80), _text(120)
    name = models.GeneratedField(expression=_NAME, output_field=models.TextField(), db_persist=True)
    country_assumed, care_of = _text(2), _text(80)
    street, number, staircase, flat, postal_code, town = _text(120), _text(20), _text(20), _text(20), _text(12), _text(60)
    mobile, mobile_normalised, phone, phone_normalised = _text(60), _text(120), _text(60), _text(120)
    email, email_normalised = _text(120), _text(120)
    cells = models.JSONField(default=list)
    faults = models.JSONField(null=True)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="list_rows")
    import_batch_id = models.BigIntegerField(null=True, help_text="the import of one row that made the customer")
    emptied_at = models.DateTimeField(null=True)
    erased_as = models.CharField(
        max_length=32, blank=True, default="", db_default="", help_text="what its cells are known again by until the file is emptied too"
    )
    emptied = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "list_row"
        constraints = [models.UniqueConstraint(fields=["external_list", "line"], name="list_row_once")]
        indexes = [
            GinIndex(OpClass(FoldedCells("cells"), name="gin_trgm_ops"), name="list_row_by_words"),
            models.Index(fields=["mobile_normalised"], condition=~Q(mobile_normalised=""), name="list_row_by_mobile"),
            models.Index(fields=["phone_normalised"], condition=~Q(phone_normalised=""), name="list_row_by_phone"),
            models.Index(fields=["email_normalised"], condition=~Q(email_normalised=""), name="list_row_by_email"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("external_lists:row", args=[self.external_list_id, self.pk])

    @property
    def known_by(self) -> str:
        """What a person knows the row by: its name, else its first filled cell."""
        return self.name or next((cell for cell in self.cells if cell), "–")

    @property
    def telephones(self) -> list[str]:
        """Its numbers, the mobile first."""
        return [number for number in (self.mobile_normalised, self.phone_normalised) if number]

    @property
    def address_line(self) -> str:
        """Its address on one line."""
        street = " ".join(part for part in (self.street, self.number, self.staircase, self.flat) if part)
        return ", ".join(part for part in (street, f"{self.postal_code} {self.town}".strip()) if part)
