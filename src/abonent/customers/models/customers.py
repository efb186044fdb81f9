"""The customer and the keys that other systems know him by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Concat, Trim
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.access.models import StaffUser
from abonent.customers.models.words import Branch
from abonent.kit.models import ClockNow
from abonent.organisation.models import Unit

if TYPE_CHECKING:
    from abonent.customers.models.contacts import ContactPoint

# Hungarians write the family name first, everywhere; others do so in alphabetical lists, with a comma.
READ_AS = Case(
    When(kind="organisation", then=F("organisation_name")),
    When(language="hu", then=Trim(Concat("family_name", Value(" "), "given_name"))),
    default=Trim(Concat("given_name", Value(" "), "family_name")),
)
LISTED_AS = Case(
    When(kind="organisation", then=F("organisation_name")),
    When(Q(language="hu") | Q(family_name="") | Q(given_name=""), then=Trim(Concat("family_name", Value(" "), "given_name"))),
    default=Concat("family_name", Value(", "), "given_name"),
)

# One index for each order of names that `sort_key` knows; Finnish shares the Swedish one.
NAME_ORDERS = ("sv", "pl", "hu", "en")


def name_order(language: str) -> str:
    """The order in which a reader of a language expects names, of those that have an index."""
    return {"fi": "sv"}.get(language, language if language in NAME_ORDERS else "en")


class SortKey(Func):
    """The place of a text in the order of a language: `SortKey("list_name", Value("sv"))`."""

    function = "sort_key"
    output_field = models.TextField(db_collation="C")


@dataclass(frozen=True)
class Record:
    """A record of a customer as its rows name it: its number and its name."""

    number: int
    name: str


@keep_history(of="customer", exclude=("name", "list_name"), also_before=True)
class Customer(models.Model):
    """A person or an organisation, one record whatever they buy; without orders a prospect.

    `canonical` is the customer itself until it is merged into another; whatever sums or lists per person joins through
    it. `version` rises with every edit and is sent with the form, so that nobody overwrites what he has not seen.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")

    class InvoiceChannel(models.TextChoices):
        PAPER = "paper", _("Paper")
        EMAIL = "email", _("E-mail")
        EINVOICE = "einvoice", _("E-invoice")
        PORTAL = "portal", _("Self-service pages")

    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    number = models.BigIntegerField(db_default=Func(Value("customer_number"), function="nextval"), unique=True, editable=False)
    canonical = models.ForeignKey("self", models.PROTECT, related_name="merged", blank=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PERSON)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    organisation_name = models.CharField(max_length=120, blank=True)
    name = models.GeneratedField(expression=READ_AS, output_field=models.CharField(max_length=170, db_collation="C"), db_persist=True)
    list_name = models.GeneratedField(
        expression=LISTED_AS, output_field=models.CharField(max_length=170, db_collation="C"), db_persist=True
    )
    language = models.CharField(max_length=2)
    country = models.CharField(max_length=2)
    national_id = models.CharField(max_length=20, blank=True)
    company_number = models.CharField(max_length=20, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    invoice_channel = models.CharField(max_length=8, choices=InvoiceChannel.choices, default=InvoiceChannel.PAPER)
    einvoice_address = models.CharField(
        max_length=60, blank=True, db_default="", help_text="scheme and number, for example 0007:5560360793"
    )
    payment_terms_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: the company's own")
    credit_limit = models.PositiveIntegerField(
        null=True, blank=True, help_text="what he may owe each company, in whole units of its currency; empty: as much as he likes"
    )
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, blank=True, related_name="customers")
    responsible = models.ForeignKey(
        StaffUser, models.PROTECT, null=True, blank=True, related_name="customers", help_text="who looks after the customer"
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="customers",
        help_text="the part of the house that looks after the customer",
    )
    version = models.IntegerField(db_default=1, editable=False)
    created_at = models.DateTimeField(db_default=ClockNow(), editable=False)

    class Meta:
        db_table = "customer"
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="person") & ~(Q(given_name="") & Q(family_name="")))
                | (Q(kind="organisation") & ~Q(organisation_name="")),
                name="customer_has_a_name_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(invoice_channel__in=["paper", "email", "einvoice", "portal"]), name="customer_invoice_channel_known"
            ),
        ]
        indexes = [
            *(models.Index(SortKey("list_name", Value(order)), "id", name=f"customer_by_name_{order}") for order in NAME_ORDERS),
            models.Index(fields=["national_id"], condition=~Q(national_id=""), name="customer_by_national_id"),
            models.Index(fields=["company_number"], condition=~Q(company_number=""), name="customer_by_company_number"),
        ]
        triggers = [
            # Statements that write many take the id first and give both; the trigger then costs nothing.
            pgtrigger.Trigger(
                name="canonical_is_itself",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__canonical__isnull=True),
                func="NEW.canonical_id = NEW.id; RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return self.name

    # Set where the customer of a page was fetched together with what every panel of it asks (`at_hand`).
    records_at_hand: Mapping[int, Record] | None = None
    points_at_hand: list[ContactPoint] | None = None
    was_ever_merged: bool = True

    @property
    def records(self) -> Mapping[int, Record]:
        """It and all that were merged into it, by their ids."""
        if self.records_at_hand is None:
            together = Customer.objects.filter(canonical_id=self.canonical_id).order_by("pk")
            return {one.pk: Record(one.number, one.name) for one in together.only("number", "name")}
        return self.records_at_hand

    @property
    def merged_ids(self) -> list[int]:
        """Its own id and those of all that were merged into it; rows of a customer are asked by these."""
        return list(self.records)

    @property
    def category_ids(self) -> list[int]:
        """The types that it is of."""
        return sorted(self.categorised.values_list("category_id", flat=True))

    @property
    def own_contact_points(self) -> list[ContactPoint]:
        """Its own ways to be reached, not those of its contact persons; the preferred of each kind first."""
        return [point for point in self.contact_points_together if point.customer_id == self.pk]

    @property
    def contact_points_together(self) -> list[ContactPoint]:
        """The ways to be reached of all its records, not those of contact persons; the preferred of each kind first."""
        if self.points_at_hand is not None:
            return self.points_at_hand
        found = self.contact_points.model.objects.filter(customer__canonical=self.canonical_id, contact_person=None)
        return list(found.order_by("kind", "-preferred", "id"))


class ExternalKey(models.Model):
    """The key by which another system knows a customer; a file's row is known again by it."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=60, db_collation="C")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="external_keys")

    class Meta:
        db_table = "external_key"
        indexes = [models.Index(fields=["key"], name="external_key_by_key")]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="external_key_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class ReachedCustomer(models.Model):
    """A view, the row rule of customers: whom a member of staff sees who does not see everybody, each record of one customer.

    By it the rows that hang on customers are narrowed too (`customers.visibility`); a statement asks it for `%(viewer)s`.
    """

    staff_user = models.OneToOneField(StaffUser, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    customer = models.ForeignKey(Customer, models.DO_NOTHING, related_name="+", db_constraint=False)

    class Meta:
        db_table = "reached_customer"
        managed = False

    def __str__(self) -> str:
        return f"{self.staff_user_id} {self.customer_id}"
