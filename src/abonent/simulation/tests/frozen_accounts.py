"""Who is owed a copy of each frozen issue and what became of it: counted anew by hand from terms, pauses and changes of copies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from abonent.catalog.models import ProductComponent
from abonent.distribution.models import FrozenCopy, FrozenList
from abonent.editions.models import Issue
from abonent.subscriptions.models import CopiesChange, Pause, Subscription, Term
from abonent.subscriptions.models.pause import DONATE

OWED, PAUSED, GIVEN_AWAY = "owed", "paused", "given away"
IN_THE_LISTS = {"comes": OWED, "redirected": OWED, "paused": PAUSED, "donated": GIVEN_AWAY}

Copies = Counter[tuple[int, str]]


@dataclass(frozen=True)
class Told:
    """What the books say of subscriptions, by their keys."""

    terms: dict[int, list[Term]]
    pauses: dict[int, list[Pause]]
    changes: dict[int, list[CopiesChange]]
    parts: dict[int, list[ProductComponent]]


def frozen_issues() -> list[Issue]:
    """The issues of which there are lists, in the order of their days."""
    frozen = FrozenList.objects.standing().values("issue")
    return list(Issue.objects.filter(pk__in=frozen).order_by("published_on", "pk"))


def differing(issues: Iterable[Issue]) -> dict[date, Copies]:
    """Day -> (subscription, what becomes of it) -> copies that the lists have more than the hand (less: below zero)."""
    told, subscriptions = _told(), list(Subscription.objects.order_by("pk"))
    found: dict[date, Copies] = {}
    for issue in issues:
        difference = _in_lists(issue)
        difference.subtract(_by_hand(issue, subscriptions, told))
        if wrong := Counter({key: copies for key, copies in difference.items() if copies}):
            found[issue.published_on] = wrong
    return found


def _in_lists(issue: Issue) -> Copies:
    copies: Copies = Counter()
    for row in FrozenCopy.objects.filter(list__issue=issue, list__withdrawn_at=None):
        copies[row.subscription_id, IN_THE_LISTS[row.outcome]] += row.copies
    return copies


def _by_hand(issue: Issue, subscriptions: Iterable[Subscription], told: Told) -> Copies:
    copies: Copies = Counter()
    for subscription in subscriptions:
        day = issue.published_on
        if subscription.delivery_method != "none" and any(_brings(term, issue, told) for term in told.terms[subscription.pk]):
            copies[subscription.pk, _outcome(told.pauses[subscription.pk], day)] += _copies_on(subscription, day, told)
    return copies


def _brings(term: Term, issue: Issue, told: Told) -> bool:
    """Whether a term has the day, and its product the edition on that weekday."""
    bit = 1 << issue.published_on.weekday()
    parts = [part for part in told.parts[term.product_id] if part.edition_id == issue.edition_id]
    return issue.published_on in term.during and any(
        term.weekdays & (127 if part.weekdays is None else part.weekdays) & bit for part in parts
    )


def _outcome(pauses: list[Pause], day: date) -> str:
    resting = next((pause for pause in pauses if day in pause.during), None)
    if resting is None:
        return OWED
    return GIVEN_AWAY if resting.gives == DONATE and resting.donated_to_id else PAUSED


def _copies_on(subscription: Subscription, day: date, told: Told) -> int:
    changes = told.changes[subscription.pk]
    before = [change.copies for change in changes if change.from_on <= day]
    return before[-1] if before else changes[0].copies_before if changes else subscription.copies


def _told() -> Told:
    return Told(
        _grouped(Term.objects.exclude(during=None).order_by("pk"), "subscription_id"),
        _grouped(Pause.objects.filter(withdrawn_at=None), "subscription_id"),
        _grouped(CopiesChange.objects.filter(withdrawn_at=None).order_by("from_on"), "subscription_id"),
        _grouped(ProductComponent.objects.exclude(edition=None), "product_id"),
    )


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found
