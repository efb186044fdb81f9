"""Who may read what when: derived from terms, pauses, seats and networks."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from abonent.catalog.models import Edition, Product
from abonent.customers.models import Customer
from abonent.kit.networks import NetworkField
from abonent.runs.models import Run
from abonent.subscriptions.models.subscription import Subscription

SUBSCRIBER, MEMBER, NETWORK = "subscriber", "member", "network"
SOURCES = [(SUBSCRIBER, _("Subscriber")), (MEMBER, _("Member")), (NETWORK, _("Network"))]


class Entitlement(models.Model):
    """That a customer, or whoever arrives from a network, may read an edition on some days, by a subscription.

    `edition` is empty for a product that consists of no issues: then the product itself may be used. Kept by `forget_entitlements` and
    `write_entitlements` as the view `entitlement_due` says. Of one reader's periods each begins on a day of its own; the end is in no
    key, so that a renewal, which makes a period longer, rewrites no index.
    """

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="entitlements", db_index=False, db_constraint=False)
    customer = models.ForeignKey(Customer, models.CASCADE, null=True, related_name="entitlements", db_constraint=False)
    network = NetworkField(null=True)
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="+", db_index=False, db_constraint=False)
    during = DateRangeField()
    begins_on = models.GeneratedField(expression=Lower("during"), output_field=models.DateField(), db_persist=True)
    source = models.CharField(max_length=10, choices=SOURCES)

    class Meta:
        db_table = "entitlement"
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "source", "customer", "network", "product", "edition", "begins_on"],
                nulls_distinct=False,
                name="entitlement_once",
            ),
            models.CheckConstraint(condition=Q(source__in=["subscriber", "member", "network"]), name="entitlement_source_known"),
            models.CheckConstraint(
                condition=Q(source=NETWORK, customer=None, network__isnull=False)
                | Q(source__in=[SUBSCRIBER, MEMBER], customer__isnull=False, network=None),
                name="entitlement_of_a_customer_or_a_network",
            ),
        ]
        indexes = [GistIndex(OpClass("network", name="inet_ops"), name="entitlement_by_network", condition=Q(network__isnull=False))]

    def __str__(self) -> str:
        return f"{self.customer_id or self.network} {self.during}"


class EntitlementDue(models.Model):
    """A view: what the table of entitlements should hold."""

    subscription = models.OneToOneField(Subscription, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)

    class Meta:
        db_table = "entitlement_due"
        managed = False

    def __str__(self) -> str:
        return str(self.subscription_id)


class EntitlementDifference(models.Model):
    """A view: the subscriptions whose entitlements are not as they should be, with how many rows are to come and how many to go."""

    subscription = models.OneToOneField(Subscription, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    comes = models.IntegerField()
    goes = models.IntegerField()

    class Meta:
        db_table = "entitlement_difference"
        managed = False

    def __str__(self) -> str:
        return f"{self.subscription_id} +{self.comes} -{self.goes}"


class ReadableProduct(models.Model):
    """A view: the products that give something to read or use: the electronic editions of each, or the product itself that has no issues."""

    product = models.OneToOneField(Product, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    edition = models.ForeignKey(Edition, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)

    class Meta:
        db_table = "readable_product"
        managed = False

    def __str__(self) -> str:
        return f"{self.product_id} {self.edition_id}"


class EntitlementPlan(models.Model):
    """A row of the plan of a refresh: a subscription whose entitlements are not as they should be, how many come and how many go."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_index=False)
    ordinal = models.BigIntegerField()
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    comes = models.IntegerField()
    goes = models.IntegerField()

    class Meta:
        db_table = "entitlement_plan"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"
