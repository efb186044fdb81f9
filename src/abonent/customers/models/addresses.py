"""Doors, and who is to be found behind them when."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.customers.models.customers import Customer

DOOR_PARTS = ("country", "postal_code", "town", "street", "number", "staircase", "flat")

# One door is one place however it is spelt: large letters, marks and blanks do not count. SQL-standard body, so that a
# restored dump, which sets no search path, finds fold_text.
DOOR_OF_SQL = """
CREATE FUNCTION door_of(country text, postal_code text, town text, street text, number text, staircase text, flat text)
RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN md5(replace(fold_text(
    country || '|' || postal_code || '|' || town || '|' || street || '|' || number || '|' || staircase || '|' || flat
), ' ', ''))::uuid
"""


class DoorOf(Func):
    """The identity of a door: `DoorOf(*DOOR_PARTS)`."""

    function = "door_of"
    output_field = models.UUIDField()


class Place(models.Model):
    """One door, with or without somebody who subscribes: also what is not sold to is distributed to and asked."""

    country = models.CharField(max_length=2)
    postal_code = models.CharField(max_length=12)
    town = models.CharField(max_length=60)
    street = models.CharField(max_length=100, blank=True)
    number = models.CharField(max_length=20, blank=True)
    staircase = models.CharField(max_length=20, blank=True)
    flat = models.CharField(max_length=20, blank=True)
    door = models.GeneratedField(expression=DoorOf(*DOOR_PARTS), output_field=models.UUIDField(), db_persist=True, unique=True)

    class Meta:
        db_table = "place"
        indexes = [models.Index(fields=["country", "postal_code"], name="place_by_postal_code")]

    def __str__(self) -> str:
        return f"{self.street_line}, {self.postal_line}"

    @property
    def street_line(self) -> str:
        """Street, number, staircase and flat as they stand on an envelope."""
        return " ".join(part for part in (self.street, self.number, self.staircase, self.flat) if part)

    @property
    def postal_line(self) -> str:
        """Postal code and town."""
        return f"{self.postal_code} {self.town}".strip()


class AddressesOfADay(models.QuerySet["Address"]):
    """Words for sets of addresses."""

    def valid_on(self, day: date) -> AddressesOfADay:
        """Those that count on a day."""
        return self.filter(during__contains=day)

    def beating_first(self) -> AddressesOfADay:
        """A temporary address before the permanent one that it beats."""
        return self.order_by("-temporary")


@keep_history(of="address", also_before=True)
class Address(models.Model):
    """Where a customer is found for deliveries, bills or visits during a period; a temporary one beats the permanent one."""

    class Kind(models.TextChoices):
        DELIVERY = "delivery", _("Delivery")
        BILLING = "billing", _("Billing")
        VISITING = "visiting", _("Visiting")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DELIVERY)
    place = models.ForeignKey(Place, models.PROTECT, related_name="addresses")
    care_of = models.CharField(max_length=80, blank=True)
    during = DateRangeField()
    temporary = models.BooleanField(default=False)

    objects = AddressesOfADay.as_manager()

    class Meta:
        db_table = "address"
        constraints = [
            ExclusionConstraint(
                name="address_of_one_kind_at_a_time",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("temporary", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(during__isempty=False), name="address_during_some_days"),
            models.CheckConstraint(condition=Q(during__lower_inf=False), name="address_begins_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.during}"
