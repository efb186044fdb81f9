"""One contact or note, and the matter that several of them belong to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.access.models import StaffUser
from abonent.customers.models import ContactPerson, Customer
from abonent.kit.models import ClockNow

# What is said stands; who said it may mend a slip for a day.
CORRECTABLE_FOR = timedelta(days=1)


class Matter(models.Model):
    """A thread in a customer's life: interactions that belong together. Opened when somebody follows up on one."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="matters")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    opened_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "matter"

    def __str__(self) -> str:
        return str(self.pk)


class WordsOf(Func):
    """What texts are searched by together: small letters without marks. `WordsOf("subject", "body")`."""

    function = "fold_text"
    arg_joiner = " || ' ' || "
    output_field = models.TextField()


WORDS_OF_IT = WordsOf("subject", "body")


class Interactions(models.QuerySet["Interaction"]):
    """Words for sets of interactions."""

    def of(self, customer: Customer) -> Interactions:
        """Those of a customer and of all that were merged into him, the latest first."""
        return self.filter(customer__in=customer.merged_ids).order_by("-happened_at", "-pk")

    def notes(self) -> Interactions:
        """What colleagues wrote down for each other."""
        return self.filter(kind=Interaction.Kind.NOTE)

    def contacts(self) -> Interactions:
        """What went between the customer and us."""
        return self.exclude(kind=Interaction.Kind.NOTE)


@keep_history(of="interaction")
class Interaction(models.Model):
    """A call, meeting, letter, mail, SMS or portal act of a customer, or a note about him: when, by whom, what, and what came of it.

    `body` is what somebody typed; a message that is sent or received has its text with the message.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        CALL = "call", _("Call")
        MEETING = "meeting", _("Meeting")
        LETTER = "letter", _("Letter")
        MAIL = "mail", _("E-mail")
        SMS = "sms", _("SMS")
        PORTAL = "portal", _("Self-service")

    class Direction(models.TextChoices):
        NONE = "", _("Neither")
        IN = "in", _("From the customer")
        OUT = "out", _("To the customer")

    class Result(models.TextChoices):
        NONE = "", _("No result")
        SETTLED = "settled", _("Settled")
        CALL_BACK = "call_back", _("To be called back")
        NO_ANSWER = "no_answer", _("No answer")
        PASSED_ON = "passed_on", _("Passed on")
        NOT_INTERESTED = "not_interested", _("Not interested")

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="interactions", db_index=False)
    contact_person = models.ForeignKey(ContactPerson, models.SET_NULL, null=True, blank=True, related_name="interactions")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="interactions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    direction = models.CharField(max_length=3, choices=Direction.choices, blank=True)
    happened_at = models.DateTimeField(db_default=ClockNow())
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField(blank=True)
    result = models.CharField(max_length=16, choices=Result.choices, blank=True)
    pinned_at = models.DateTimeField(null=True)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="interactions", db_index=False, help_text="empty: the program"
    )
    recorded_at = models.DateTimeField(db_default=ClockNow())
    written_by = models.CharField(
        max_length=120, blank=True, db_default="", help_text="who wrote it in another program, where he is no colleague here"
    )

    objects = Interactions.as_manager()

    class Meta:
        db_table = "interaction"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["note", "call", "meeting", "letter", "mail", "sms", "portal"]), name="interaction_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["call", "letter", "mail", "sms"], direction__in=["in", "out"])
                | Q(kind__in=["note", "meeting", "portal"], direction=""),
                name="interaction_direction_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", "settled", "call_back", "no_answer", "passed_on", "not_interested"]),
                name="interaction_result_known",
            ),
            models.CheckConstraint(condition=~Q(subject="", body="", result=""), name="interaction_says_something"),
            models.CheckConstraint(
                condition=Q(pinned_at__isnull=True) | Q(kind="note", pinned_by__isnull=False), name="interaction_pinned_is_a_note"
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-happened_at", "-id"], name="interaction_by_customer"),
            models.Index(fields=["-happened_at", "-id"], name="interaction_by_moment"),
            models.Index(fields=["recorded_by", "-happened_at", "-id"], name="interaction_by_author"),
            GinIndex(OpClass(WORDS_OF_IT, name="gin_trgm_ops"), name="interaction_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("correspondence:interaction", args=[self.pk])

    @property
    def is_note(self) -> bool:
        """Whether it is a note of colleagues, not a contact with the customer."""
        return self.kind == self.Kind.NOTE

    @property
    def author(self) -> str:
        """Who wrote it down, in full; the empty text for the program itself."""
        return (self.recorded_by.get_full_name() or self.recorded_by.username) if self.recorded_by else self.written_by

    @property
    def author_at_hand(self) -> str:
        """The same as colleagues call each other."""
        return (self.recorded_by.first_name or self.recorded_by.username) if self.recorded_by else self.written_by

    def correctable_until(self) -> datetime:
        """Up to when its author may correct or remove it."""
        return self.recorded_at + CORRECTABLE_FOR

    def correctable_by(self, viewer: StaffUser | None, now: datetime) -> bool:
        """Whether a member of staff may correct it at a moment; the program itself may always."""
        return viewer is None or (self.recorded_by_id == viewer.pk and now <= self.correctable_until())
