"""Questions about subscriptions: whose are seen, what state they are in, which days they bring a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import Edition, Price, Product
from abonent.catalog.models.product import SOLD_BY_TERM
from abonent.catalog.queries import offers
from abonent.charges.models import Charge, OpenCharge
from abonent.customers.models import Address, Customer, Place
from abonent.customers.visibility import of_my_customers
from abonent.editions.models import Issue
from abonent.editions.models.lead_time import START
from abonent.editions.promise_clock import first_issue_affected
from abonent.kit import statements
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, Run
from abonent.subscriptions.models import (
    Agent,
    AgreedPrice,
    Cancellation,
    CopiesChange,
    EarlyEnd,
    Party,
    Pause,
    PriceNotice,
    ProductSwitch,
    Promise,
    Redirect,
    RenewalNoticePlan,
    RenewalPlan,
    Subscription,
    Term,
)
from abonent.subscriptions.models.party import AGENT
from abonent.subscriptions.models.subscription import Subscriptions


def visible_subscriptions(viewer: StaffUser) -> Subscriptions:
    """Subscriptions of the entities the viewer works for that his customers get or pay, with what every screen shows of them."""
    rows = Subscription.objects.select_related("entity", "product", "price_list", "promotion", "subscriber", "payer", "expiry", "gift")
    return of_my_customers(of_my_entities(rows, viewer), viewer, "subscriber", "payer")  # type: ignore[return-value]


def with_price(rows: QuerySet[Subscription]) -> QuerySet[Subscription]:
    """Each with the price of its latest term, `latest_amount`."""
    latest = Term.objects.filter(pk=OuterRef("expiry__latest_term_id"))
    return rows.annotate(latest_amount=Subquery(latest.values("amount")))


def delivery_days(
    subscriptions: Sequence[Subscription], *, first: date, until: date, today: date, viewer: StaffUser
) -> dict[int, list[date]]:
    """Subscription -> the days from `first` until before `until` on which a paper came or comes, as it is known today."""
    found = issue_days(subscriptions, first=first, until=until, today=today, viewer=viewer)
    return defaultdict(list, {key: [one.on for one in days if one.comes] for key, days in found.items()})


# What a day is, if its issues differ: the first that holds. A printed one is told before an electronic one.
REDIRECTED, COMES, DONATED, PAUSED, OTHER_DAY, STOPPED, NOT_SOLD, NOT_RENEWED, BEFORE_START = (
    "redirected", "comes", "donated", "paused", "other_day", "stopped", "not_sold", "not_renewed", "before_start"
)  # fmt: skip
OUTCOMES = (REDIRECTED, COMES, DONATED, PAUSED, OTHER_DAY, STOPPED, NOT_SOLD, NOT_RENEWED, BEFORE_START)


@dataclass(frozen=True)
class IssueDay:
    """A day with an issue of what somebody subscribes to: whether it comes to him, why not, and where it goes."""

    on: date
    outcome: str
    is_electronic: bool
    is_temporary: bool
    place_id: int | None
    receiver: str
    delivery_method: str
    copies: int = 1
    in_grace: bool = False

    @property
    def comes(self) -> bool:
        """Whether something of it comes to him or where he wants it."""
        return self.outcome in (COMES, REDIRECTED)

    @property
    def is_paused(self) -> bool:
        """Whether a pause takes it, whoever gets it instead."""
        return self.outcome in (PAUSED, DONATED)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it goes to another door than that of the permanent address."""
        return self.outcome == REDIRECTED or self.is_temporary


def issue_days(
    subscriptions: Sequence[Subscription], *, first: date, until: date, today: date, viewer: StaffUser
) -> dict[int, list[IssueDay]]:
    """Subscription -> the days on which what it brings comes out, those on which nothing comes to him with them; one statement."""
    days: dict[int, dict[date, IssueDay]] = defaultdict(dict)
    for row in destinations(subscriptions, first=first, until=until, today=today, viewer=viewer):
        one = IssueDay(
            row.published_on,
            row.outcome,
            row.is_electronic,
            row.is_temporary,
            row.place_id,
            row.receiver,
            row.delivery_method,
            row.copies,
            row.in_grace,
        )
        known = days[row.subscription_id].get(one.on)
        if known is None or _rank(one) < _rank(known):
            days[row.subscription_id][one.on] = one
    return defaultdict(list, {key: list(found.values()) for key, found in days.items()})


def destinations(subscriptions: Sequence[Subscription], *, first: date, until: date, today: date, viewer: StaffUser) -> list[Any]:
    """What becomes of the copies of each issue from `first` until before `until`, as it is known today; one statement."""
    asked = {"subscriptions": [one.pk for one in subscriptions], "first": first, "until": until, "today": today, "viewer": viewer.pk}
    return statements.rows("subscriptions/issue_destinations", source="subscriptions/issues_in_sight", **asked)


def destination_of(subscription: Subscription, issue: Issue, *, today: date) -> Any:
    """What becomes of the copies of one issue, as it is known today: outcome, copies, place, way; None if the product does not bring it."""
    asked = {"subscription": subscription.pk, "issue": issue.pk, "copies": subscription.copies}
    return statements.row("subscriptions/issue_destinations", source="subscriptions/one_missing", today=today, **asked)


def _rank(one: IssueDay) -> tuple[int, bool]:
    return OUTCOMES.index(one.outcome), one.is_electronic


def subscriptions_of(customer: Customer, *, viewer: StaffUser) -> Subscriptions:
    """What a customer receives or pays for, whoever he was before he was merged."""
    return visible_subscriptions(viewer).filter(held_by(customer.merged_ids))


def held_by(customer_ids: Sequence[int]) -> Q:
    """What any of a few customers receives or pays for. By their keys, not by a question: only so both indexes are used."""
    return Q(subscriber__in=customer_ids) | Q(payer__in=customer_ids)


def agents_to_choose(viewer: StaffUser) -> QuerySet[Agent]:
    """Whom the viewer sees of those who mediate new orders."""
    return (
        of_my_customers(Agent.objects.filter(retired=False), viewer, "customer").select_related("customer").order_by("customer__name", "pk")
    )


def mediated_by(customer_ids: Sequence[int]) -> Q:
    """What an agent mediates, under any of his records, once every change that is agreed has come."""
    standing = Party.objects.filter(role=AGENT, customer__in=customer_ids, withdrawn_at=None, during__upper_inf=True)
    return Q(pk__in=standing.values("subscription"))


@dataclass(frozen=True)
class ChargedTerm:
    """A term with its latest charge, and the day that is due to be invoiced while it waits; nothing waits once it is invoiced."""

    term: Term
    charge: Charge | None
    due_on: date | None


def charged_terms(subscription: Subscription, *, at_most: int | None = None) -> list[ChargedTerm]:
    """The terms of a subscription, latest first, each with what has become of its charge: two statements."""
    terms = list(Term.objects.filter(subscription=subscription).select_related("trace").order_by("-ordinal")[:at_most])
    charges = Charge.objects.filter(source_kind="term", source_id__in=[term.pk for term in terms]).select_related("open")
    by_term = {charge.source_id: charge for charge in charges.order_by("ordinal")}
    return [_charged(term, by_term.get(term.pk)) for term in terms]


def _charged(term: Term, charge: Charge | None) -> ChargedTerm:
    waiting: OpenCharge | None = getattr(charge, "open", None)
    return ChargedTerm(term, charge, waiting.due_on if waiting else None)


def standing_cancellation(subscription: Subscription) -> Cancellation | None:
    """That the subscription ends, if nobody has taken it back."""
    standing = Cancellation.objects.filter(subscription=subscription, withdrawn_at=None)
    return standing.select_related(
        "reason", "cancelled_by", "product_switch__successor__product", "product_switch__successor__entity"
    ).first()


def switches() -> QuerySet[ProductSwitch]:
    """All switches, each with what ends and what follows."""
    ends, follows = "cancellation__subscription", "successor"
    known = [f"{one}__{what}" for one in (ends, follows) for what in ("product__entity", "entity", "price_list")]
    return ProductSwitch.objects.select_related("cancellation", *known)


def switch_from(subscription: Subscription) -> ProductSwitch | None:
    """The latest switch of a subscription to something else, taken back or not."""
    return switches().filter(cancellation__subscription=subscription).order_by("-pk").first()


def settled_until(subscription: Subscription) -> date | None:
    """The first day without of the terms that a stop ended early and settled; None if none did."""
    ended = EarlyEnd.objects.filter(cancellation__subscription=subscription, withdrawn_at=None)
    return ended.aggregate(latest=Max("ends_on"))["latest"]


def acts_on(subscription: Subscription) -> QuerySet[Act]:
    """What people did to a subscription, or to its customer and told of its issues, latest first."""
    told = Promise.objects.filter(subscription=subscription).values("act")
    acts = Act.objects.filter(Q(subject_kind="subscription", subject_ids__contains=[subscription.pk]) | Q(pk__in=told))
    return acts.select_related("actor", "superseded_by").order_by("-pk")


def leading_edition(product: Product) -> Edition | None:
    """The edition by whose issues a subscription is counted: that of the product's first component that has one."""
    component = product.components.exclude(edition=None).order_by("ordinal").select_related("edition").first()
    return component.edition if component else None


def products_on_sale(*, viewer: StaffUser, day: date) -> QuerySet[Product]:
    """Subscriptions and services that the viewer's companies sell on a day."""
    sold = Product.objects.filter(kind__in=SOLD_BY_TERM).exclude(withdrawn_on__lte=day).select_related("entity")
    return of_my_entities(sold, viewer).order_by("entity__name", "code")


def offers_of(product: Product, *, day: date) -> list[Price]:
    """The terms by which a product can be ordered from a day, each as the price of one copy; shortest first."""
    offered = offers(LegalEntity.objects.filter(pk=product.entity_id), day).filter(product=product)
    return sorted(offered, key=lambda price: (price.version_id, price.term_kind, price.term_unit, price.term_length))


def first_possible_day(product: Product, *, delivery_method: str, asked_at: datetime, today: date) -> date | None:
    """The day of the first issue that an order still reaches. What brings no issue can begin today."""
    if leading_edition(product) is None:
        return today
    issue = first_issue_affected(product=product, weekdays=product.weekdays, delivery_method=delivery_method, act=START, asked_at=asked_at)
    return issue.published_on if issue else None


def last_issue_before(subscription: Subscription, day: date) -> date | None:
    """The day of the last issue that a subscription brings before a day, whatever became of it; None where it brings none."""
    weekdays = [number for number in range(1, 8) if subscription.weekdays >> (number - 1) & 1]
    issues = Issue.objects.filter(edition__components__product=subscription.product_id, published_on__lt=day)
    return issues.filter(published_on__iso_week_day__in=weekdays).aggregate(latest=Max("published_on"))["latest"]


def pauses_of(subscription: Subscription) -> QuerySet[Pause]:
    """The pauses of a subscription that stand, latest first, each with what it did."""
    standing = Pause.objects.filter(subscription=subscription, withdrawn_at=None).select_related("donated_to").order_by("-during")
    sums = {name: Sum(f"adjustments__{name}") for name in ("missed", "prolonged", "credited", "amount")}
    return standing.annotate(**sums)


def copies_changes_of(subscription: Subscription) -> QuerySet[CopiesChange]:
    """The changes of the number of copies that stand, latest first, each with what it came to."""
    standing = CopiesChange.objects.filter(subscription=subscription, withdrawn_at=None).order_by("-from_on")
    return standing.annotate(amount=Sum("settlements__amount"))


def parties_of(subscription: Subscription) -> QuerySet[Party]:
    """Who paid, ordered and mediated a subscription on which days, and who will; what was taken back is left out."""
    standing = Party.objects.filter(subscription=subscription, withdrawn_at=None)
    return standing.select_related("customer", "replaces__customer").order_by("during", "pk")


def redirects_of(subscription: Subscription) -> QuerySet[Redirect]:
    """The redirects of a subscription that stand, latest first."""
    return Redirect.objects.filter(subscription=subscription, withdrawn_at=None).select_related("place").order_by("-during")


def known_places(subscription: Subscription) -> list[Place]:
    """Where the subscriber is or was found, and where his paper went; the latest first, each door once."""
    customer = subscription.subscriber
    addresses = Address.objects.filter(customer__canonical=customer.canonical_id).select_related("place").order_by("-temporary", "-pk")
    redirects = Redirect.objects.filter(subscription=subscription).select_related("place").order_by("-pk")
    doors = [*(row.place for row in redirects), *(row.place for row in addresses)]
    return list({door.pk: door for door in doors}.values())


def price_notice_of(subscription: Subscription) -> PriceNotice | None:
    """The latest new price that the payer was told of, or is to be told of."""
    told = PriceNotice.objects.filter(subscription=subscription).filter(Q(withdrawn_at=None) | Q(told_on__isnull=False))
    return told.order_by("pk").last()


def agreed_price_of(subscription: Subscription) -> AgreedPrice | None:
    """The latest price agreed by a price change that stands for what is subscribed to now; also one whose day is still to come."""
    asked = {name: getattr(subscription, name) for name in ("product_id", "term_kind", "term_unit", "term_length")}
    latest = AgreedPrice.objects.filter(subscription=subscription, withdrawn_at=None, **asked).order_by("-from_on", "-pk").first()
    return latest if latest and latest.unit_price is not None else None


def terms_by_subscription(subscriptions: Sequence[Subscription]) -> dict[int, list[Term]]:
    """Subscription -> its terms in order; one statement."""
    terms: dict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(subscription__in=subscriptions).order_by("subscription_id", "ordinal"):
        terms[term.subscription_id].append(term)
    return terms


@dataclass(frozen=True)
class PlanGroup:
    """Rows of a renewal plan with the same finding: how many, and how many of them are held back."""

    finding: str
    rows: int
    held: int


def plan_groups(run: Run) -> list[PlanGroup]:
    """The findings of a plan in the order they are declared, which is not that of their weight; those as expected too."""
    counted = (
        RenewalPlan.objects.filter(run=run).values_list("finding").annotate(rows=Count("*"), held=Count("ordinal", filter=Q(held=True)))
    )
    return [PlanGroup(*row) for row in counted.order_by()]


def notice_groups(run: Run) -> list[PlanGroup]:
    """The findings of a plan of renewal notices with their rows and how many of them are held back."""
    counted = RenewalNoticePlan.objects.filter(run=run).values_list("finding")
    return [PlanGroup(*row) for row in counted.annotate(rows=Count("*"), held=Count("ordinal", filter=Q(held=True))).order_by()]
