"""Give subscriptions, say otherwise what becomes of a gift, and note that its letters are printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models.price import FIXED
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Gift, GiftLetter, Subscription
from abonent.subscriptions.operations.promotion_conditions import end_by_themselves

if TYPE_CHECKING:
    from abonent.subscriptions.operations.start import Order


class CannotGive(Refusal):
    """A gift that cannot be as asked."""

    sentences = {
        "gift.unchanged": _("It is so already."),
        "gift.none": _("There is nothing to print."),
    }


@dataclass(frozen=True)
class GiftTerms:
    """What the giver says: the words of the card, who gets it, and who is asked when the gift ends."""

    card_text: str = ""
    card_to: str = Gift.RECEIVER
    at_end: str = Gift.ENDS


def why_not_given(order: Order) -> str:
    """Why the order cannot be a gift, as a code; the empty text if it can."""
    if order.payer is None or order.payer.canonical_id == order.subscriber.canonical_id:
        return "gift.to_himself"
    if order.term_kind != FIXED:
        return "gift.without_end"
    return ""


def give(subscriptions: Sequence[Subscription], orders: Sequence[Order], *, actor: StaffUser | None) -> None:
    """Let those be gifts that were ordered as such: each ends with what was ordered. Undone, its giver goes on giving."""
    given = [(one, order.gift) for one, order in zip(subscriptions, orders, strict=True) if order.gift]
    Gift.objects.bulk_create(Gift(subscription=one, **asdict(terms)) for one, terms in given)
    end_by_themselves([one.pk for one, _terms in given], actor=actor)


def terms_of(gift: Gift) -> GiftTerms:
    """What the giver said of a gift."""
    return GiftTerms(gift.card_text, gift.card_to, gift.at_end)


def change_gift(*, gift: Gift, terms: GiftTerms, actor: StaffUser | None) -> Gift:
    """Other words on the card, another who gets it, or another who is asked at the end."""
    with change_by(actor, "change_gift"):
        locked = Gift.objects.select_for_update().get(pk=gift.pk)
        before = terms_of(locked)
        if before == terms:
            raise CannotGive("gift.unchanged")
        locked.card_text, locked.card_to, locked.at_end = terms.card_text, terms.card_to, terms.at_end
        locked.save()
        inverse: dict[str, Any] = {"verb": "change_gift_back", "gift": locked.pk, **asdict(before)}
        record_act(actor=actor, verb="change_gift", subject_kind="subscription", subject_ids=[locked.subscription_id], inverse=inverse)
    return locked


def note_letters(*, gifts: Sequence[Gift], kind: str, actor: StaffUser | None) -> list[GiftLetter]:
    """Write down that the cards of gifts, or the offers to go on, are printed; one act for all."""
    if not gifts:
        raise CannotGive("gift.none")
    with change_by(actor, "print_gift_letters"):
        letters = GiftLetter.objects.bulk_create(GiftLetter(gift=gift, kind=kind, printed_by=actor) for gift in gifts)
        inverse = {"verb": "print_gift_letters_again", "letters": [letter.pk for letter in letters]}
        record_act(actor=actor, verb="print_gift_letters", subject_kind="gift", subject_ids=[gift.pk for gift in gifts], inverse=inverse)
    return letters


def withdraw_letters(*, letters: Sequence[int], actor: StaffUser | None) -> None:
    """They were not printed after all: the gifts stand among those to be printed again."""
    with change_by(actor, "print_gift_letters_again"):
        open_ones = GiftLetter.objects.filter(pk__in=letters, withdrawn_at=None)
        gifts = list(open_ones.values_list("gift_id", flat=True))
        open_ones.update(withdrawn_at=clock.now(), withdrawn_by=actor)
        record_act(actor=actor, verb="print_gift_letters_again", subject_kind="gift", subject_ids=gifts)
