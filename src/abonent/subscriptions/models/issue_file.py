"""The electronic issue as a file that is read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from abonent.editions.models import Issue
from abonent.kit.models import ClockNow, StoredFile


class IssueFile(models.Model):
    """An issue of an electronic edition as a file, one of a kind at a time. Replaced, the row and its file stay and say when."""

    PDF, EPUB = "pdf", "epub"
    KINDS = [(PDF, "PDF"), (EPUB, "EPUB")]

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=4, choices=KINDS)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(db_default=ClockNow())
    replaced_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "issue_file"
        constraints = [
            models.UniqueConstraint(fields=["issue", "kind"], condition=Q(replaced_at=None), name="issue_file_one_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=["pdf", "epub"]), name="issue_file_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.kind}"
