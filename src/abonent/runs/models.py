"""The run, its lines, its parked cases, and the act."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity


class Run(models.Model):
    """One batch of one kind for one entity as of a day."""

    class State(models.TextChoices):
        PLANNING = "planning", _("Planning")
        PLANNED = "planned", _("Planned")
        APPROVED = "approved", _("Approved")
        COMMITTING = "committing", _("Committing")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")
        REVERSED = "reversed", _("Reversed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=30)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="runs")
    as_of = models.DateField()
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNING)
    planned_rows = models.BigIntegerField(default=0)
    committed_rows = models.BigIntegerField(default=0)
    left_out_rows = models.BigIntegerField(default=0, help_text="planned, but their ground had shifted at the commit")
    total_amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    failure = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="runs", help_text="empty: the system")
    created_at = models.DateTimeField(db_default=ClockNow())
    planned_at = models.DateTimeField(null=True)
    commit_began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "run"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planning", "planned", "approved", "committing", "done", "failed", "cancelled", "reversed"]),
                name="run_state_known",
            )
        ]
        indexes = [models.Index(fields=["kind", "entity", "-id"], name="run_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class RunStep(models.Model):
    """The line that a finished step or chunk left: how many rows, how long."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="steps")
    name = models.CharField(max_length=80)
    chunk = models.IntegerField(default=0)
    rows = models.BigIntegerField()
    seconds = models.FloatField()
    finished_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "run_step"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["run", "name", "chunk"], name="run_step_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.chunk}"


class ParkedCase(models.Model):
    """A case set aside by a run because something about it is not right; it says what, and can be retried."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="parked_cases")
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    reason = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    parked_at = models.DateTimeField(db_default=ClockNow())
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parked_case"
        constraints = [models.UniqueConstraint(fields=["run", "subject_kind", "subject_id"], name="parked_case_once_per_run")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.reason}"


class Act(models.Model):
    """Something a person did: verb, subject, and the verb that would undo it until a moment."""

    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_ids = models.JSONField()
    inverse = models.JSONField(null=True, help_text="verb and arguments of the undoing operation")
    until = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="supersedes")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="acts")
    at = models.DateTimeField(db_default=ClockNow())
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "act"

    def __str__(self) -> str:
        return self.verb
