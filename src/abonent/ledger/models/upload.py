"""Files that people bring from the bank."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.kit.models import ClockNow, StoredFile
from abonent.ledger.models.bank import BankFile


class BankUpload(models.Model):
    """A file somebody brought to the bank page, and what became of it. Files brought together share a `batch`.

    A large file waits for a worker, its content meanwhile in `waiting_file`. A refusal is kept as code and parameters;
    of a file that was refused, or is here already, nothing else is kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for its turn")
        READING = "reading", _("Is being read")
        MATCHING = "matching", _("Is being matched")
        IMPORTED = "imported", _("Imported")
        ALREADY = "already", _("Here already")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Stopped by a fault")

    batch = models.UUIDField(db_index=True)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField(help_text="bytes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    waiting_file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    bank_file = models.ForeignKey(BankFile, models.PROTECT, null=True, related_name="uploads")
    new_lines = models.IntegerField(default=0)
    refusal = models.JSONField(null=True, help_text="code and parameters")
    warnings = models.JSONField(default=list, help_text="codes and parameters of what was odd about it, each kind once")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "bank_upload"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "matching", "imported", "already", "refused", "failed"]),
                name="bank_upload_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["imported", "already", "matching"]) | Q(bank_file__isnull=False),
                name="bank_upload_imported_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Whether there is more to come."""
        return self.state in (self.State.WAITING, self.State.READING, self.State.MATCHING)
