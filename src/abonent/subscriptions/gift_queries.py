"""Questions about gifts: which are seen, whose letters are to be printed, which have found a follower."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from abonent.access.models import StaffUser
from abonent.subscriptions.models import Cancellation, Gift, GiftLetter, Subscription
from abonent.subscriptions.models.subscription import Subscriptions
from abonent.subscriptions.operations.promotion_conditions import TRIAL_ENDED
from abonent.subscriptions.queries import visible_subscriptions

# So long before a gift ends somebody is asked whether it goes on.
OFFERED_BEFORE = timedelta(days=42)


def visible_gifts(viewer: StaffUser, today: date) -> Subscriptions:
    """The subscriptions that are gifts, with what has become of each: `card_printed`, `offer_printed`, whether it is `followed`, and
    whether it is `stopped` instead of ending by itself."""
    gifts: Any = visible_subscriptions(viewer).with_state(today).filter(gift__isnull=False)
    followers = Subscription.objects.filter(
        product=OuterRef("product"), subscriber__canonical=OuterRef("subscriber__canonical"), started_on__gt=OuterRef("started_on")
    )
    return gifts.annotate(  # type: ignore[no-any-return]
        card_printed=Exists(_letters(GiftLetter.CARD)),
        offer_printed=Exists(_letters(GiftLetter.OFFER)),
        followed=Exists(followers),
        stopped=Exists(Cancellation.objects.filter(subscription=OuterRef("pk"), withdrawn_at=None).exclude(reason=TRIAL_ENDED)),
    )


def to_be_offered(today: date) -> Q:
    """Gifts that end soon, and whose receiver or giver is still to be asked whether they go on."""
    soon = Q(ends_on__gt=today, ends_on__lte=today + OFFERED_BEFORE)
    return soon & ~Q(gift__at_end=Gift.ENDS) & Q(offer_printed=False, followed=False, stopped=False)


def to_have_a_card() -> Q:
    """Gifts whose card is still to be printed: nobody is sent one for what was stopped."""
    return Q(card_printed=False, stopped=False)


def asked_of(gift: Gift) -> Any:
    """The customer who is asked at the end, None where nobody is."""
    subscription = gift.subscription
    return {Gift.RECEIVER: subscription.subscriber, Gift.GIVER: subscription.payer}.get(gift.at_end)


def _letters(kind: str) -> Any:
    return GiftLetter.objects.filter(gift__subscription=OuterRef("pk"), kind=kind, withdrawn_at=None)


def letters_of(gift: Gift) -> list[GiftLetter]:
    """What was printed for a gift and stands, the latest first."""
    return list(gift.letters.filter(withdrawn_at=None).select_related("printed_by").order_by("-pk"))
