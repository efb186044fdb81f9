"""The publication and its variants. Names are data: language -> text."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.organisation.models import LegalEntity


class Title(models.Model):
    """A publication, for example a newspaper."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="titles")
    code = models.SlugField(max_length=20)
    name = models.JSONField(help_text="language -> text")

    class Meta:
        db_table = "title"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["entity", "code"], name="title_code_once")]

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """A regional, weekend or electronic variant of a title, with a publication calendar of its own."""

    PAPER, ELECTRONIC = "paper", "electronic"
    MEDIA = [(PAPER, _("Paper")), (ELECTRONIC, _("Electronic"))]

    title = models.ForeignKey(Title, models.PROTECT, related_name="editions")
    code = models.SlugField(max_length=20)
    name = models.JSONField(help_text="language -> text")
    medium = models.CharField(max_length=10, choices=MEDIA, default=PAPER)

    class Meta:
        db_table = "edition"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["title", "code"], name="edition_code_once"),
            models.CheckConstraint(condition=Q(medium__in=["paper", "electronic"]), name="edition_medium_known"),
        ]

    def __str__(self) -> str:
        return self.code
