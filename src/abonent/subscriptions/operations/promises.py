"""What the promise clock says of a change, that it was said, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.editions.models.lead_time import START
from abonent.editions.promise_clock import Affected, first_issue_affected, first_issues_affected
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act
from abonent.runs.operations import record_act
from abonent.subscriptions.models import BrokenPromise, Promise, Subscription


class CannotSettle(Refusal):
    """A broken promise that is no task any more."""

    sentences = {"promise.settled": _("Somebody has told the customer already.")}


def affected(
    subscription: Subscription, change: str, *, on_or_after: date | None = None, delivery_method: str = "", weekdays: int | None = None
) -> Affected | None:
    """The first issue of a subscription, on a day or after it, that a change asked for now still reaches."""
    return first_issue_affected(
        product=subscription.product,
        weekdays=weekdays or subscription.weekdays,
        delivery_method=delivery_method or subscription.delivery_method,
        act=change,
        asked_at=clock.now(),
        on_or_after=on_or_after,
    )


def record_promise(
    *, act: Act, subscription: Subscription, change: str, first: Affected | None, delivery_method: str = "", weekdays: int | None = None
) -> None:
    """Write down which issue an act was said to reach first, and what decided that; nothing where it reaches none."""
    if first is None:
        return
    method = delivery_method or subscription.delivery_method
    _promise(act, subscription, change, first, method, weekdays or subscription.weekdays).save()


def _promise(act: Act, subscription: Subscription, change: str, first: Affected, delivery_method: str, weekdays: int) -> Promise:
    return Promise(
        act=act,
        subscription=subscription,
        change=change,
        delivery_method=delivery_method,
        weekdays=weekdays,
        asked_at=clock.now(),
        issue_on=first.published_on,
        cut_off_at=first.cut_off_at,
        decided_by=first.decided_by,
        days_before=first.days_before,
        counted_in=first.counted_in or "",
        cut_off_time=first.cut_off_time,
    )


def promise_starts(*, act: Act, subscriptions: Sequence[Subscription], today: date) -> None:
    """Write down with which issue each order of a batch begins; one question to the promise clock."""
    asked = {"subscriptions": [one.pk for one in subscriptions], "today": today}
    countries = {one.product.entity.country for one in subscriptions}
    found = first_issues_affected(source="subscriptions/starts_to_ask", countries=countries, asked_at=clock.now(), **asked)
    Promise.objects.bulk_create(
        _promise(act, one, START, found[one.pk], one.delivery_method, one.weekdays) for one in subscriptions if one.pk in found
    )


def check_promises(*, today: date) -> int:
    """Ask the promise clock again what it was asked for papers still to come, and write down where its answer differs; returns how many."""
    with transaction.atomic():
        clock.hand_over()
        told = {row.asked_id: row for row in statements.rows("subscriptions/promises_to_ask", today=today)}
        countries = LegalEntity.objects.values_list("country", flat=True)
        found = first_issues_affected(source="subscriptions/promises_to_ask", countries=countries, asked_at=clock.now(), today=today)
        answers = {key: found[key].published_on if key in found else None for key in told}
        broken = {key: answer for key, answer in answers.items() if answer != told[key].on_or_after}
        statements.run("subscriptions/mend_promises", today=today, promises=list(broken))
        statements.run("subscriptions/break_promises", promises=list(broken), reaches_on=list(broken.values()))
    return len(broken)


def settle_promise(*, broken: BrokenPromise, actor: StaffUser | None, today: date) -> Act:
    """The customer is told that a promise cannot be kept."""
    with transaction.atomic():
        clock.hand_over()
        locked = BrokenPromise.objects.select_for_update().get(pk=broken.pk)
        if locked.settled_at is not None:
            raise CannotSettle("promise.settled")
        locked.settled_by, locked.settled_at = actor, clock.now()
        locked.save(update_fields=["settled_by", "settled_at"])
        return record_act(
            actor=actor,
            verb="settle_promise",
            subject_kind="broken_promise",
            subject_ids=[locked.pk],
            inverse={"verb": "open_promise", "broken": locked.pk},
        )


def open_promise(*, broken: BrokenPromise, actor: StaffUser | None, today: date) -> None:
    """The customer is to be told after all."""
    with transaction.atomic():
        clock.hand_over()
        BrokenPromise.objects.filter(pk=broken.pk).update(settled_by=None, settled_at=None)
