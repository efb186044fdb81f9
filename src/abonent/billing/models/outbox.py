"""Documents that leave the house electronically: by which way a company sends each format, and where each document is."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.billing.models.invoice import Invoice
from abonent.kit.models import ClockNow, StoredFile
from abonent.organisation.models import LegalEntity


class OutboxFormat(models.TextChoices):
    """What a document can be written as."""

    PEPPOL = "peppol", "Peppol BIS Billing 3"
    FINVOICE = "finvoice", "Finvoice 3.0"
    KSEF = "ksef", "KSeF FA(3)"
    NAV = "nav", "NAV Online Számla 3.0"


# Formats whose receiver is a tax authority with an interface of its own.
AUTHORITIES = (OutboxFormat.KSEF, OutboxFormat.NAV)


class OutboxRoute(models.Model):
    """That a company sends a format from now on, and how: as files in a folder of the installation, to an address of an operator, or
    straight to the tax authority whose format it is.

    `address` is the name of the folder, or the address, over HTTPS; `secret` goes with each request, sealed: to an authority it is JSON.
    """

    class Way(models.TextChoices):
        FOLDER = "folder", _("Files in a folder")
        HTTPS = "https", _("To an operator, over HTTPS")
        DIRECT = "direct", _("Straight to the tax authority")

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    format = models.CharField(max_length=8, choices=OutboxFormat.choices)
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.FOLDER)
    address = models.CharField(max_length=300)
    secret = models.TextField(blank=True)
    operator = models.CharField(
        max_length=35, blank=True, db_default="", help_text="who has our address; with it Finvoice leaves in its frame"
    )
    switched_on_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    switched_on_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "outbox_route"
        constraints = [
            models.UniqueConstraint(fields=["entity", "format"], name="outbox_route_once"),
            models.CheckConstraint(condition=Q(format__in=OutboxFormat.values), name="outbox_route_format_known"),
            models.CheckConstraint(condition=Q(way__in=["folder", "https", "direct"]), name="outbox_route_way_known"),
            models.CheckConstraint(condition=~Q(way="direct") | Q(format__in=AUTHORITIES), name="outbox_route_direct_to_authorities"),
        ]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.format}"


class OutboxDocument(models.Model):
    """A posted document that is to be sent in a format, and where it is.

    It waits until `due_at`; is claimed by a worker while it is written, checked and handed over; is parked with `findings` where a rule
    holds it back; is sent (to a folder), accepted or refused (by an operator). One that an authority has and has not answered is
    reported, and asked about at `due_at`; `receipt` is until then what it calls the hand-over, and then what it calls the document.
    One whose answer was lost is uncertain, and sent once more under the same `public_id`, by which the receiver knows it again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        PARKED = "parked", _("Parked")
        UNCERTAIN = "uncertain", _("Answer lost")
        SENT = "sent", _("Sent")
        REPORTED = "reported", _("Answer awaited")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="outbox", db_constraint=False)
    format = models.CharField(max_length=8, choices=OutboxFormat.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING, db_default="waiting")
    due_at = models.DateTimeField(db_default=ClockNow())
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    findings = models.JSONField(default=list, db_default=[])
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", help_text="as it was sent")
    answer = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", help_text="the authority's own paper: UPO, status")
    codes = models.JSONField(default=list, db_default=[], help_text="what stands on its paper for looking it up: caption and text of each")
    receipt = models.CharField(max_length=200, blank=True, db_default="", help_text="what the receiver calls it")
    changed_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "outbox_document"
        constraints = [
            models.UniqueConstraint(fields=["invoice", "format"], name="outbox_document_once"),
            models.CheckConstraint(condition=Q(format__in=OutboxFormat.values), name="outbox_document_format_known"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "claimed", "parked", "uncertain", "sent", "reported", "accepted", "refused"]),
                name="outbox_document_state_known",
            ),
            models.CheckConstraint(condition=~Q(state="parked") | ~Q(findings=[]), name="outbox_document_is_parked_for_a_reason"),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "reported", "accepted"]) | Q(stored_file__isnull=False), name="outbox_document_sent_is_kept"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=["waiting", "claimed", "uncertain"]), name="outbox_document_to_be_sent"
            ),
            models.Index(fields=["due_at", "id"], condition=Q(state="reported"), name="outbox_document_to_ask_about"),
            models.Index(fields=["-changed_at"], condition=Q(state__in=["parked", "refused"]), name="outbox_document_held_back"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.format}"
