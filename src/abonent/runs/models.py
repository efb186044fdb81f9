"""The run, its lines, its parked cases, and the act."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity


class RunSchedule(models.Model):
    """That a kind of run is planned by itself on certain days, and committed too if its standing approval covers it.

    `at` is a time of day in the entity's zone; the run is as of that day. `weekdays` is a set of bits, Monday 1 ... Sunday 64;
    with `day_of_month` it runs on that day of the month only. Without an approval, or above its limits, the plan waits for a
    person.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="run_schedules")
    kind = models.CharField(max_length=30)
    at = models.TimeField()
    weekdays = models.PositiveSmallIntegerField(default=127)
    day_of_month = models.PositiveSmallIntegerField(null=True, blank=True)
    begins_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at_most_rows = models.BigIntegerField(null=True, blank=True)
    at_most_amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta:
        db_table = "run_schedule"
        constraints = [
            models.CheckConstraint(condition=Q(weekdays__gte=1, weekdays__lte=127), name="run_schedule_weekdays_are_bits"),
            models.CheckConstraint(
                condition=Q(day_of_month__isnull=True) | Q(day_of_month__gte=1, day_of_month__lte=31), name="run_schedule_day_exists"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(at_most_rows__isnull=False, at_most_amount__isnull=False),
                name="run_schedule_approval_has_limits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class Runs(models.QuerySet["Run"]):
    """Words for sets of runs."""

    def open(self) -> Runs:
        """Those that are neither finished nor given up."""
        return self.filter(state__in=[Run.State.PLANNING, Run.State.PLANNED, Run.State.APPROVED, Run.State.COMMITTING])

    def to_go_on(self) -> Runs:
        """Those that a worker should be at: in the middle of planning or committing, and not stopped by a failure."""
        return self.filter(state__in=[Run.State.PLANNING, Run.State.COMMITTING], failure="")


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
    schedule = models.ForeignKey(RunSchedule, models.PROTECT, null=True, related_name="runs", help_text="empty: somebody started it")
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNING)
    planned_rows = models.BigIntegerField(default=0)
    committed_rows = models.BigIntegerField(default=0)
    left_out_rows = models.BigIntegerField(default=0, help_text="planned, but held back, parked, or their ground had shifted")
    total_amount = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    failure = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="runs", help_text="empty: the system")
    created_at = models.DateTimeField(db_default=ClockNow())
    planned_at = models.DateTimeField(null=True)
    commit_began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = Runs.as_manager()

    class Meta:
        db_table = "run"
        constraints = [
            models.UniqueConstraint(fields=["schedule", "as_of"], name="run_once_per_scheduled_day"),
            models.CheckConstraint(
                condition=Q(state__in=["planning", "planned", "approved", "committing", "done", "failed", "cancelled", "reversed"]),
                name="run_state_known",
            ),
        ]
        indexes = [models.Index(fields=["kind", "entity", "-id"], name="run_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def url(self) -> str:
        """Where the run is looked at."""
        return reverse("runs:run", args=[self.pk])

    @property
    def shown_state(self) -> str:
        """The state as people see it: one that stands still because of a failure is stopped."""
        return "stopped" if self.failure and self.state in (self.State.PLANNING, self.State.COMMITTING) else self.state

    @property
    def found_nothing(self) -> bool:
        """Whether its plan is made and there is no row in it."""
        return self.state == self.State.PLANNED and not self.planned_rows

    @property
    def starter_words(self) -> str:
        """Who started it: a person, a schedule, or the command line."""
        if self.created_by is not None:
            return self.created_by.get_full_name() or self.created_by.username
        return gettext("By schedule") if self.schedule_id else gettext("By command")


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
    """A case set aside by a run because something about it is not right; it says what. Resolved once a later run is done."""

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
        # The history of a record asks for its acts, and each new act for those it supersedes.
        indexes = [GinIndex(OpClass("subject_ids", name="jsonb_path_ops"), name="act_by_subject")]

    def __str__(self) -> str:
        return self.verb


class BooksCheck(models.Model):
    """That all rules were checked at a moment, and for how many rows each did not hold."""

    checked_at = models.DateTimeField(db_default=ClockNow())
    rules = models.PositiveSmallIntegerField()
    broken = models.JSONField(default=dict, help_text="number of a rule -> how many rows it does not hold for")
    seconds = models.FloatField()

    class Meta:
        db_table = "books_check"
        get_latest_by = "id"

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M}: {self.findings}"

    @property
    def findings(self) -> int:
        """How many rows break a rule."""
        return sum(self.broken.values())


class Standstill(models.Model):
    """That since a restore nothing is billed or sent and no run starts by itself, until a person lets it go on."""

    began_at = models.DateTimeField(db_default=ClockNow())
    backup = models.CharField(max_length=200, help_text="name of the file that was restored")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "standstill"

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M} {self.backup}"
