"""Fields of a customer that the installation sets up itself, and which data it wants of everybody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.customers.models.customers import Customer
from abonent.customers.models.words import RegisterWord

Value = str | int | Decimal | date | bool | list[int] | None

# A page of a list is sorted by this much of a text; an index takes no more than 2,700 bytes.
SORTED_LETTERS = 100


class Folded(Func):
    """A text without marks and in small letters: `Folded("text")`."""

    function = "fold_text"
    output_field = models.TextField(db_collation="C")


@keep_history(of="own_field")
class OwnField(RegisterWord):
    """A field that a manager has set up for customers. A retired one is put away with all that was written in it."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        LONG_TEXT = "long_text", _("Long text")
        WHOLE_NUMBER = "whole_number", _("Whole number")
        DECIMAL = "decimal", _("Number with decimals")
        DAY = "day", _("Day")
        YES_NO = "yes_no", _("Yes or no")
        CHOICE = "choice", _("One of some options")
        CHOICES = "choices", _("Several of some options")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    of_persons = models.BooleanField(default=True)
    of_organisations = models.BooleanField(default=True)
    ordinal = models.PositiveIntegerField(help_text="its place among the fields")
    required = models.BooleanField(default=False)
    searchable = models.BooleanField(default=False, help_text="what is written in it is found in the search box")

    class Meta:
        db_table = "own_field"
        constraints = [
            models.CheckConstraint(condition=Q(of_persons=True) | Q(of_organisations=True), name="own_field_of_somebody"),
            models.CheckConstraint(
                condition=Q(kind__in=["text", "long_text", "whole_number", "decimal", "day", "yes_no", "choice", "choices"]),
                name="own_field_kind_known",
            ),
        ]

    def is_of(self, kind: str) -> bool:
        """Whether customers of a kind have it."""
        return self.of_organisations if kind == Customer.Kind.ORGANISATION else self.of_persons


@keep_history(of="own_field_option")
class OwnFieldOption(RegisterWord):
    """One of the options of an own field; a retired one stays where it was chosen."""

    field = models.ForeignKey(OwnField, models.PROTECT, related_name="options")

    class Meta:
        db_table = "own_field_option"


class OwnValues(models.QuerySet["OwnValue"]):
    """Words for sets of values."""

    def of(self, customer_ids: Collection[int]) -> OwnValues:
        """Those of some records."""
        return self.filter(customer__in=customer_ids)


@keep_history(of="own_value", exclude=("sorted_as",), also_before=True)
class OwnValue(models.Model):
    """What a customer says in an own field: in the one column of its kind. A field without a value has no row."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="own_values", db_index=False)
    field = models.ForeignKey(OwnField, models.PROTECT, related_name="values", db_index=False)
    text = models.TextField(null=True, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    yes = models.BooleanField(null=True, blank=True)
    option = models.ForeignKey(OwnFieldOption, models.PROTECT, null=True, blank=True, related_name="values", db_index=False)
    options = ArrayField(models.BigIntegerField(), null=True, blank=True)
    sorted_as = models.GeneratedField(
        expression=Left(Folded("text"), SORTED_LETTERS), output_field=models.TextField(null=True, db_collation="C"), db_persist=True
    )

    objects = OwnValues.as_manager()

    class Meta:
        db_table = "own_value"
        constraints = [
            models.UniqueConstraint(fields=["customer", "field"], name="own_value_once"),
            models.CheckConstraint(
                condition=Q(text__isnull=False)
                | Q(number__isnull=False)
                | Q(day__isnull=False)
                | Q(yes__isnull=False)
                | Q(option__isnull=False)
                | Q(options__isnull=False),
                name="own_value_says_something",
            ),
        ]
        # A list sorted or filtered by a field walks one of these; each holds only the values of its kind of column.
        indexes = [
            models.Index(fields=["field", "sorted_as", "customer"], condition=Q(sorted_as__isnull=False), name="own_value_by_text"),
            models.Index(fields=["field", "number", "customer"], condition=Q(number__isnull=False), name="own_value_by_number"),
            models.Index(fields=["field", "day", "customer"], condition=Q(day__isnull=False), name="own_value_by_day"),
            models.Index(fields=["field", "yes", "customer"], condition=Q(yes__isnull=False), name="own_value_by_yes"),
            models.Index(fields=["field", "option", "customer"], condition=Q(option__isnull=False), name="own_value_by_option"),
            GinIndex(fields=["options"], condition=Q(options__isnull=False), name="own_value_by_options"),
            GinIndex(OpClass(Folded("text"), name="gin_trgm_ops"), condition=Q(text__isnull=False), name="own_value_words"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.field_id}"


@keep_history(of="required_detail")
class RequiredDetail(models.Model):
    """That the installation wants to know something of every person, or of every organisation."""

    kind = models.CharField(max_length=12, choices=Customer.Kind.choices)
    detail = models.CharField(max_length=20)

    class Meta:
        db_table = "required_detail"
        constraints = [models.UniqueConstraint(fields=["kind", "detail"], name="required_detail_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.detail}"
