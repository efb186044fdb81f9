"""The log-ins of other systems."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from abonent.access.history import keep_history
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity


@keep_history(of="reading_login")
class ReadingLogin(models.Model):
    """A log-in to the database that reads the views and nothing else; of one company, or of all. Once ended it reads no row."""

    role_name = models.CharField(max_length=40, unique=True, help_text="the name that the other system signs in with")
    purpose = models.CharField(max_length=120, help_text="which system reads, and what for")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: all companies")
    with_national_ids = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=ClockNow())
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "reading_login"
        constraints = [models.CheckConstraint(condition=Q(role_name__regex=r"^abonent_[a-z0-9_]+$"), name="reading_login_name_plain")]

    def __str__(self) -> str:
        return self.role_name
