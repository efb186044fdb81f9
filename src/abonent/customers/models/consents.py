"""What customers allow us: by which way they may be contacted for what, and the registers of those who refuse."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.models import StaffUser
from abonent.customers.models.customers import Customer
from abonent.kit.models import ClockNow


class Channel(models.TextChoices):
    """A way to contact somebody."""

    MAIL = "mail", pgettext_lazy("channel", "Letter")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    TELEPHONE = "telephone", _("Telephone")


class Purpose(models.TextChoices):
    """What somebody is contacted for."""

    MARKETING = "marketing", _("Offers")
    EDITORIAL = "editorial", _("Newsletters")
    RESEARCH = "research", _("Surveys")
    SERVICE = "service", _("Service")


class Consent(models.Model):
    """What a customer said about being contacted by a channel for a purpose; the latest row counts, none is ever changed.

    `words` are those that he was asked or that he used. A row said by mistake is followed by one that is retracted: then it
    is as if he had not been asked.
    """

    class Said(models.TextChoices):
        GIVEN = "given", pgettext_lazy("consent", "Given")
        WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")
        RETRACTED = "retracted", pgettext_lazy("consent", "Taken back")

    class Source(models.TextChoices):
        TELEPHONE = "telephone", _("on the telephone")
        WEB = "web", _("on the web")
        EMAIL = "email", _("by e-mail")
        LETTER = "letter", _("by letter")
        IN_PERSON = "in_person", _("in person")
        FILE = "file", _("from a file")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="consents", db_index=False)
    channel = models.CharField(max_length=9, choices=Channel.choices)
    purpose = models.CharField(max_length=9, choices=Purpose.choices)
    said = models.CharField(max_length=9, choices=Said.choices)
    source = models.CharField(max_length=9, choices=Source.choices)
    words = models.CharField(max_length=500, blank=True)
    said_at = models.DateTimeField(db_default=ClockNow())
    noted_by = models.ForeignKey(StaffUser, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "consent"
        indexes = [models.Index(fields=["customer", "channel", "purpose", "-id"], name="consent_latest")]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="consent_channel_known"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="consent_purpose_known"),
            models.CheckConstraint(condition=Q(said__in=["given", "withdrawn", "retracted"]), name="consent_said_known"),
        ]
        triggers = [pgtrigger.Protect(name="never_overwritten", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.channel} {self.purpose} {self.said}"


class RefusalRegister(models.Model):
    """A register of those who refuse offers, as it was on a day: telephone numbers or e-mail addresses."""

    class Holds(models.TextChoices):
        TELEPHONE = "telephone", _("Telephone numbers")
        EMAIL = "email", _("E-mail addresses")

    name = models.CharField(max_length=60, unique=True)
    holds = models.CharField(max_length=9, choices=Holds.choices, default=Holds.TELEPHONE)
    as_of = models.DateField()
    contacts = models.IntegerField(default=0, help_text="how many the file had")
    imported_at = models.DateTimeField(db_default=ClockNow())
    imported_by = models.ForeignKey(StaffUser, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "refusal_register"

    def __str__(self) -> str:
        return self.name


class RefusedContact(models.Model):
    """A number or address that stands in a register of refusal, in the writing that contact points are compared by."""

    register = models.ForeignKey(RefusalRegister, models.CASCADE, related_name="refused", db_index=False)
    normalised = models.CharField(max_length=120, db_collation="C")

    class Meta:
        db_table = "refused_contact"
        constraints = [models.UniqueConstraint(fields=["normalised", "register"], name="refused_contact_once")]

    def __str__(self) -> str:
        return self.normalised
