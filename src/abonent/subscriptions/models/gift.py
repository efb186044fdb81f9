"""The gift: that somebody gave a subscription to somebody, by which card, and what is to become of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription

MOST_WORDS = 400


@keep_history(of="gift")
class Gift(models.Model):
    """That a subscription is a gift: its payer gives it, its subscriber gets it. It ends with what was ordered.

    `at_end` says to whom going on is offered before that; `card_to` who gets the card, in which the giver says `card_text`.
    """

    RECEIVER, GIVER, ENDS = "receiver", "giver", "ends"
    CARD_TO = [(RECEIVER, _("The receiver")), (GIVER, _("The giver, who hands it over"))]
    AT_END = [
        (ENDS, _("It ends by itself")),
        (RECEIVER, _("The receiver is asked whether to go on")),
        (GIVER, _("The giver is asked whether to give it again")),
    ]

    subscription = models.OneToOneField(Subscription, models.PROTECT, related_name="gift")
    card_text = models.CharField(max_length=MOST_WORDS, blank=True)
    card_to = models.CharField(max_length=8, choices=CARD_TO, default=RECEIVER)
    at_end = models.CharField(max_length=8, choices=AT_END, default=ENDS)

    class Meta:
        db_table = "gift"
        constraints = [
            models.CheckConstraint(condition=Q(card_to__in=["receiver", "giver"]), name="gift_card_to_known"),
            models.CheckConstraint(condition=Q(at_end__in=["ends", "receiver", "giver"]), name="gift_end_known"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.at_end}"


class GiftLetter(models.Model):
    """That the card of a gift, or the offer to go on with it, was printed. Taken back, it is to be printed again."""

    CARD, OFFER = "card", "offer"
    KINDS = [(CARD, _("Gift card")), (OFFER, _("Offer to go on"))]

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="letters", db_index=False)
    kind = models.CharField(max_length=5, choices=KINDS)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "gift_letter"
        constraints = [models.CheckConstraint(condition=Q(kind__in=["card", "offer"]), name="gift_letter_kind_known")]
        indexes = [models.Index(fields=["gift"], name="gift_letter_of_gift")]

    def __str__(self) -> str:
        return f"{self.gift_id} {self.kind}"
