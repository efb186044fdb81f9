"""Who pays a subscription, who ordered it and through whom, each from a day; and who is an agent."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription

PAYER, ORDERER, AGENT = "payer", "orderer", "agent"
ROLES = [(PAYER, _("Payer")), (ORDERER, _("Orderer")), (AGENT, _("Agent"))]


@keep_history(of="agent")
class Agent(models.Model):
    """That a customer mediates orders, and how he is paid for it. One who is `retired` keeps what he has and gets nothing new.

    He pays us net for copies whose readers we may know or not; or he bills his readers himself and remits; or he only earns commission.
    """

    NET, BILLS, COMMISSION = "net", "bills", "commission"
    MODES = [
        (NET, _("Pays us net")),
        (BILLS, _("Bills his readers and remits")),
        (COMMISSION, _("Earns commission; the reader pays us")),
    ]

    customer = models.OneToOneField(Customer, models.PROTECT, related_name="agent")
    mode = models.CharField(max_length=10, choices=MODES)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "agent"
        constraints = [models.CheckConstraint(condition=Q(mode__in=["net", "bills", "commission"]), name="agent_mode_known")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.mode}"

    @property
    def pays(self) -> bool:
        """Whether we bill him and not the reader, unless an order says otherwise."""
        return self.mode != self.COMMISSION


@keep_history(of="subscription_party")
class Party(models.Model):
    """Who has a role in a subscription on some days. Where no row says otherwise, `subscription.payer` pays, he ordered, and no agent mediates.

    `replaces` is the row that held before; its days end where these begin. No customer means that nobody has the role from that day.
    Taken back, the row stays and says by whom and when.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="parties", db_index=False)
    role = models.CharField(max_length=7, choices=ROLES)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="parties")
    during = DateRangeField()
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    placed_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "subscription_party"
        ordering = ["during", "id"]
        constraints = [
            ExclusionConstraint(
                name="subscription_party_one_a_day",
                expressions=[
                    ("subscription", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(condition=Q(role__in=["payer", "orderer", "agent"]), name="subscription_party_role_known"),
            models.CheckConstraint(condition=Q(customer__isnull=False) | Q(role="agent"), name="subscription_party_is_somebody"),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="subscription_party_of_some_days"),
        ]
        indexes = [models.Index(fields=["subscription"], name="subscription_party_of_one")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.role} {self.customer_id} {self.during}"
