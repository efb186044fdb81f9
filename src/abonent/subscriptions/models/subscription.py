"""The subscription, the worklist of where subscriptions end, and what the next term depends on."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models import PriceList, Product, Promotion
from abonent.catalog.models.price import FIXED, MONTH, TERM_KINDS, TERM_UNITS
from abonent.catalog.models.promotion import SALES_CHANNELS
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity

# The method of what is not delivered at all: a service, a right of use.
NOT_DELIVERED = "none"

# What a subscription is on a day.
COMING, RUNNING, CANCELLED, LAPSED, ENDED = "coming", "running", "cancelled", "lapsed", "ended"
GRACE, NOT_RENEWED = "grace", "not_renewed"
# Of these nothing is sold beyond the day.
SOLD_OUT = {ENDED, GRACE, NOT_RENEWED, LAPSED}


class Subscriptions(models.QuerySet["Subscription"]):
    """Words for sets of subscriptions as they are on a day. A day comes in; nothing here is stored."""

    def running(self, today: date) -> Subscriptions:
        """Those that have begun and are sold beyond the day, cancelled or not."""
        return self.filter(started_on__lte=today, expiry__expires_on__gt=today)

    def with_state(self, today: date) -> Subscriptions:
        """With `state`: coming, ended, running, in grace, not renewed, lapsed or cancelled, the first that holds; and with the day it
        `ends_on`. In grace, and then not renewed, is one that ran out where terms are renewed only when the customer asks.

        Lapsed is one that nobody cancelled and whose next term is missing: a run was missed, or it is parked. A cancelled one runs
        until what is sold has come to its end; the first day without is `ends_on`, empty for one that goes on.
        """
        standing = FilteredRelation("cancellations", condition=Q(cancellations__withdrawn_at__isnull=True))
        # Who pauses until he says otherwise waits for nothing.
        resting = Q(pauses__withdrawn_at=None, pauses__during__upper_inf=True, pauses__during__startswith__lte=F("expiry__expires_on"))
        rests = Exists(self.model.objects.filter(resting, pk=OuterRef("pk")))
        comes_still = Q(grace__papers_until=None) | Q(grace__papers_until__gt=today) | Q(grace__reads_until__gt=today)
        in_grace = Q(expiry__expires_on__lte=today, grace__isnull=False) & comes_still
        state = Case(
            When(started_on__gt=today, then=Value(COMING)),
            When(standing__isnull=False, expiry__expires_on__lte=today, then=Value(ENDED)),
            When(rests, then=Value(RUNNING)),
            When(in_grace, then=Value(GRACE)),
            When(expiry__expires_on__lte=today, grace__isnull=False, then=Value(NOT_RENEWED)),
            When(expiry__expires_on__lte=today, then=Value(LAPSED)),
            When(standing__isnull=False, then=Value(CANCELLED)),
            default=Value(RUNNING),
        )
        # There is one cancellation that stands, or none.
        return self.annotate(standing=standing).annotate(
            state=state, ends_on=F("standing__from_on"), cancelled_at=F("standing__cancelled_at")
        )

    def with_present_changes(self, today: date) -> Subscriptions:
        """With the days `paused` in which it rests, and those `redirected` in which its paper goes elsewhere, if a day is among them."""
        return self.annotate(paused=self._days_of("pauses", today), redirected=self._days_of("redirects", today))

    def _days_of(self, changes: str, today: date) -> Subquery:
        standing = self.model.objects.filter(
            **{"pk": OuterRef("pk"), f"{changes}__withdrawn_at": None, f"{changes}__during__contains": today}
        )
        return Subquery(standing.order_by(f"{changes}__pk").values(f"{changes}__during")[:1])


class NextNumber(models.Func):
    """The next subscription number: a plain sequence, gaps allowed."""

    template = "nextval('subscription_number_seq')"
    output_field = models.BigIntegerField()


@keep_history(of="subscription")
class Subscription(models.Model):
    """An order line over time. What state it is in follows from its terms and its cancellation, never from a flag.

    `anchor_on` is the day from which months are counted, so that the day of the month is kept; it is the first day unless a
    term was prolonged. `weekdays` is the pattern that is delivered, a set of bits, Monday 1 ... Sunday 64.
    """

    DELIVERY_METHODS = [
        ("carrier", _("Early-morning carrier")),
        ("post", _("Post")),
        ("pick_up", _("Pick-up")),
        ("electronic", _("Electronic")),
        (NOT_DELIVERED, _("Not delivered")),
    ]
    SALES_CHANNELS = SALES_CHANNELS

    number = models.BigIntegerField(unique=True, db_default=NextNumber())
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="subscriptions", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="subscriptions")
    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="+", db_index=False)
    promotion = models.ForeignKey(
        Promotion, models.PROTECT, null=True, blank=True, related_name="subscriptions", help_text="its steps price the first terms"
    )
    subscriber = models.ForeignKey(Customer, models.PROTECT, related_name="subscriptions")
    payer = models.ForeignKey(Customer, models.PROTECT, related_name="paid_subscriptions")
    copies = models.PositiveIntegerField(default=1)
    weekdays = models.PositiveSmallIntegerField()
    term_kind = models.CharField(max_length=20, choices=TERM_KINDS, default=FIXED)
    term_unit = models.CharField(max_length=5, choices=TERM_UNITS, default=MONTH)
    term_length = models.PositiveSmallIntegerField()
    started_on = models.DateField()
    anchor_on = models.DateField()
    delivery_method = models.CharField(max_length=12, choices=DELIVERY_METHODS, default="carrier")
    sales_channel = models.CharField(max_length=12, choices=SALES_CHANNELS, default="desk")
    reference = models.CharField(max_length=60, blank=True, help_text="the payer's own reference, printed on his invoices")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=ClockNow())

    objects = Subscriptions.as_manager()

    class Meta:
        db_table = "subscription"
        constraints = [
            models.CheckConstraint(condition=Q(term_kind__in=["fixed", "until_further_notice"]), name="subscription_term_kind_known"),
            models.CheckConstraint(condition=Q(term_unit__in=["month", "issue"]), name="subscription_term_unit_known"),
            models.CheckConstraint(condition=Q(term_length__gte=1), name="subscription_term_has_length"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="subscription_of_copies"),
            models.CheckConstraint(condition=Q(weekdays__gte=1, weekdays__lte=127), name="subscription_weekdays_are_bits"),
            models.CheckConstraint(
                condition=Q(delivery_method__in=["carrier", "post", "pick_up", "electronic", "none"]),
                name="subscription_delivery_method_known",
            ),
        ]
        indexes = [models.Index(fields=["entity", "-number"], name="subscription_by_entity")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_delivered(self) -> bool:
        """Whether it brings issues; else it is counted by its days alone."""
        return self.delivery_method != NOT_DELIVERED

    @property
    def url(self) -> str:
        """Where the subscription is looked at."""
        return reverse("subscriptions:subscription", args=[self.number])


class Expiry(models.Model):
    """Where the terms of a subscription end so far: derived from its latest term, written in the same transaction.

    The narrow worklist of the renewal run, and the row that is locked by whoever makes or ends terms. `expires_on` is the first
    day that is not sold; before the first term it is the day the subscription begins. No key but the primary one, so that a
    run's updates stay within the page.
    """

    subscription = models.OneToOneField(Subscription, models.CASCADE, primary_key=True, related_name="expiry", db_constraint=False)
    entity_id = models.BigIntegerField()
    latest_term_id = models.BigIntegerField(null=True)
    term_ordinal = models.IntegerField(default=0, help_text="how many terms there are")
    expires_on = models.DateField()

    class Meta:
        db_table = "subscription_expiry"

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.expires_on}"


class RenewalGround(models.Model):
    """A view: all that the next term of a subscription depends on, and its hash, for planning and for the check at the commit."""

    subscription = models.OneToOneField(Subscription, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    entity_id = models.BigIntegerField()
    ground = models.UUIDField()

    class Meta:
        db_table = "renewal_ground"
        managed = False

    def __str__(self) -> str:
        return str(self.ground)
