"""The outbox: one row for each message and recipient, from the moment it is wanted until the mail server has it or refuses it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity


class OutgoingMessages(models.QuerySet["OutgoingMessage"]):
    """Words for sets of messages."""

    def of_sources(self, kind: str, sources: Any) -> OutgoingMessages:
        """Those of a kind about some of the rows that it is sent for."""
        return self.filter(kind=kind, source_id__in=sources)


class OutgoingMessage(models.Model):
    """A message of a kind about a row of the kind's folder, to one address.

    `said` has the figures and names that the kind puts into words when it is sent; what was sent then stands in `subject` and `body`.
    A message is claimed, in a transaction of its own, before the mail server hears of it, and decided after: `claimed_by` is the worker's
    advisory lock, so a claim without that lock is of a dead one, and nobody knows whether the server has the message (uncertain).
    `public_id` makes the Message-ID, the same when an uncertain one is sent again.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("message", "Waits")
        CLAIMED = "claimed", pgettext_lazy("message", "Is being sent")
        ACCEPTED = "accepted", pgettext_lazy("message", "Sent")
        REFUSED = "refused", pgettext_lazy("message", "Refused")
        UNCERTAIN = "uncertain", pgettext_lazy("message", "Uncertain")
        SUPPRESSED = "suppressed", pgettext_lazy("message", "Not sent")

    FINAL = (State.ACCEPTED, State.REFUSED, State.UNCERTAIN, State.SUPPRESSED)

    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    kind = models.CharField(max_length=20)
    source_id = models.BigIntegerField(help_text="the row of the kind's folder that it is about")
    ordinal = models.SmallIntegerField(default=1, help_text="1, and one more each time somebody sends it again")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="outgoing_messages")
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=2)
    said = models.JSONField(default=dict)
    subject = models.CharField(max_length=200, blank=True, db_default="")
    body = models.TextField(blank=True, db_default="")
    state = models.CharField(max_length=10, choices=State.choices, db_default=State.QUEUED)
    attempts = models.SmallIntegerField(db_default=0)
    not_before = models.DateTimeField(db_default=ClockNow())
    claimed_by = models.BigIntegerField(null=True)
    claimed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True, db_default="", help_text="what the mail server said, or why it was not sent")
    queued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    queued_at = models.DateTimeField(db_default=ClockNow())

    objects = OutgoingMessages.as_manager()

    class Meta:
        db_table = "outgoing_message"
        constraints = [
            models.UniqueConstraint(fields=["kind", "source_id", "ordinal"], name="outgoing_message_once"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "claimed", "accepted", "refused", "uncertain", "suppressed"]),
                name="outgoing_message_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="outgoing_message_claimed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "claimed"]) | Q(decided_at__isnull=False), name="outgoing_message_decided_once_final"
            ),
        ]
        indexes = [
            models.Index(F("not_before"), F("id"), condition=Q(state="queued"), name="outgoing_message_queued"),
            models.Index(fields=["claimed_by"], condition=Q(state="claimed"), name="outgoing_message_claimed"),
            models.Index(fields=["state", "-id"], name="outgoing_message_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id}/{self.ordinal}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("correspondence:outgoing", args=[self.pk])
