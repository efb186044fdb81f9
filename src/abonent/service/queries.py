"""Questions about complaints: what a rule gives, how often somebody complained lately, what is carried to doors again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.distribution.models import Carrier, Route, RouteCarrier
from abonent.editions.models import Issue
from abonent.kit import statements
from abonent.service.models import ComplaintRule, DeliveryComplaint
from abonent.service.models.complaint_rule import CREDIT
from abonent.subscriptions.models import IssueCredit, Subscription
from abonent.subscriptions.queries import visible_subscriptions

A_YEAR = timedelta(days=365)
LATELY = timedelta(days=30)
# The third complaint within thirty days says that something is wrong with the route, not with a paper.
ALARMING = 3
MOST_DOORS = 1000
CARRIER = "carrier"


def rule_for(subscription: Subscription, kind: str) -> ComplaintRule:
    """What holds for a kind of complaint: the rule of the product, else that of the company, else a credit within a fortnight."""
    of_either = Q(product=subscription.product_id) | Q(product=None)
    rules = ComplaintRule.objects.filter(of_either, entity=subscription.entity_id, kind=kind, retired=False)
    own_first = rules.order_by(F("product").asc(nulls_last=True)).first()
    return own_first or ComplaintRule(entity_id=subscription.entity_id, kind=kind)


def standing_complaints() -> QuerySet[DeliveryComplaint]:
    """Those that nobody has taken back."""
    return DeliveryComplaint.objects.filter(withdrawn_at=None)


def visible_complaints(viewer: StaffUser) -> QuerySet[DeliveryComplaint]:
    """Complaints about subscriptions that the viewer sees, with what every screen shows of them."""
    known = ("product", "entity", "subscriber", "price_list")
    related = ("issue__edition", "credit", "place", "route", "carrier", "reported_by", *(f"subscription__{one}" for one in known))
    return DeliveryComplaint.objects.select_related(*related).filter(subscription__in=visible_subscriptions(viewer).values("pk"))


def visible_rules(viewer: StaffUser) -> QuerySet[ComplaintRule]:
    """The rules of the companies that the viewer works for."""
    return of_my_entities(ComplaintRule.objects.select_related("entity", "product"), viewer)


def brought_by(complaint: DeliveryComplaint) -> tuple[Route | None, Carrier | None]:
    """The route that has the door on the day of the paper, and who walked it; what the register of routes does not know is empty."""
    day = complaint.issue.published_on
    asked = {"place": complaint.place_id, "entity": complaint.subscription.entity_id, "method": complaint.delivery_method, "day": day}
    found = statements.row("distribution/route_of_doors", source="service/one_door", **asked) if complaint.place_id else None
    if found is None:
        return None, None
    walked = RouteCarrier.objects.filter(route=found.route_id, during__contains=day).select_related("route", "carrier").first()
    return (walked.route, walked.carrier) if walked else (Route.objects.get(pk=found.route_id), None)


def is_carried(complaint: DeliveryComplaint) -> bool:
    """Whether a carrier of ours brings it: early in the morning, or by day on a route instead of the post."""
    return complaint.delivery_method == CARRIER or complaint.route is not None


def credits_in_a_year(subscription: Subscription, today: date) -> int:
    """How many papers were credited to a subscription because of complaints."""
    return standing_complaints().filter(subscription=subscription, gives=CREDIT, reported_on__gt=today - A_YEAR).count()


def repeats_of(complaint: DeliveryComplaint) -> int:
    """How many complaints there were lately about the subscription or the door of one, that one with them."""
    same = Q(subscription=complaint.subscription_id)
    if complaint.place_id:
        same |= Q(place=complaint.place_id)
    lately = standing_complaints().filter(reported_on__gt=complaint.reported_on - LATELY, reported_on__lte=complaint.reported_on)
    return lately.filter(same).count()


@dataclass(frozen=True)
class IssueSums:
    """The copies of an issue that were complained of, those that were given back in money, and what that came to by currency."""

    complained: int
    given_back: int
    amounts: list[tuple[str, Decimal]]


def sums_of_issue(issue: Issue) -> IssueSums:
    """What readers of everybody's said of an issue."""
    complained = standing_complaints().filter(issue=issue).aggregate(copies=Sum("copies"))["copies"]
    credits = IssueCredit.objects.filter(issue=issue, withdrawn_at=None).values_list("subscription__price_list__currency").order_by()
    by_currency = list(credits.annotate(copies=Sum("copies"), amount=Sum("amount")))
    amounts = [(currency, amount) for currency, _copies, amount in by_currency]
    return IssueSums(complained or 0, sum(copies for _currency, copies, _amount in by_currency), amounts)


def carried_again(day: date, *, viewer: StaffUser) -> list[DeliveryComplaint]:
    """Of which papers another copy comes on a day, in the order of the doors."""
    return _by_door(visible_complaints(viewer).filter(withdrawn_at=None, redelivered_on=day))


def told_to_carriers(day: date, *, viewer: StaffUser) -> list[DeliveryComplaint]:
    """What was complained of on a day of what carriers bring, and of which no other copy comes."""
    carried = Q(delivery_method=CARRIER) | Q(route__isnull=False)
    return _by_door(visible_complaints(viewer).filter(carried, withdrawn_at=None, reported_on=day, redelivered_on=None))


def _by_door(rows: QuerySet[DeliveryComplaint]) -> list[DeliveryComplaint]:
    return list(
        rows.order_by(F("route__sorts_as").asc(nulls_last=True), "place__postal_code", "place__street", "place__number", "pk")[:MOST_DOORS]
    )
