"""How a company's documents look and what they say beside their figures, in versions that hold from a day on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from abonent.access.history import keep_history
from abonent.billing.rules.document_layouts import KINDS, LOGO_HEIGHTS, TEXTS, USUAL_ACCENT, USUAL_LOGO, TemplateDescription, Words
from abonent.catalog.models import Product
from abonent.organisation.models import LegalEntity


@keep_history(of="document_template")
class DocumentTemplate(models.Model):
    """What stands on one kind of document of a company and in which order, from a day on, until there is a later version.

    A document is set by the version of its own day, and what was sent stays as it was sent. Without any version it is set as usual.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=[*KINDS.items()])
    from_on = models.DateField()
    accent = models.CharField(max_length=7, default=USUAL_ACCENT, help_text="colour of the bar, the sum and the headings, #rrggbb")
    logo_height = models.PositiveSmallIntegerField(default=USUAL_LOGO, choices=[*LOGO_HEIGHTS.items()], help_text="in millimetres")
    blocks = models.JSONField(default=list, help_text="what stands on it, in its order")
    columns = models.JSONField(default=list, help_text="of its lines, in their order")

    class Meta:
        db_table = "document_template"
        ordering = ["entity", "kind", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "kind", "from_on"], name="document_template_once_a_day"),
            models.CheckConstraint(condition=Q(kind__in=[*KINDS]), name="document_template_kind_known"),
            models.CheckConstraint(condition=Q(accent__regex="^#[0-9a-f]{6}$"), name="document_template_accent_is_a_colour"),
            models.CheckConstraint(condition=Q(logo_height__in=[*LOGO_HEIGHTS]), name="document_template_logo_fits"),
        ]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.kind} {self.from_on}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("billing:document_template", args=[self.entity_id, self.kind])

    @property
    def described(self) -> TemplateDescription:
        """What is said of it."""
        texts = tuple(Words(text.place, text.language, text.words, text.channel, text.product_id) for text in self.texts.all())
        return TemplateDescription(tuple(self.blocks), tuple(self.columns), self.accent, self.logo_height, texts)


@keep_history(of="document_text")
class DocumentText(models.Model):
    """Words at a place of a document: of every document of the kind, or of those by a channel, of a product, in a language alone."""

    template = models.ForeignKey(DocumentTemplate, models.CASCADE, related_name="texts", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=10, choices=[*TEXTS.items()])
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=12, blank=True, help_text="empty for every way to the customer")
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(max_length=2000, help_text="with fields in braces")

    class Meta:
        db_table = "document_text"
        ordering = ["template", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["template", "ordinal"], name="document_text_once"),
            models.CheckConstraint(condition=Q(place__in=[*TEXTS]), name="document_text_place_known"),
            models.CheckConstraint(condition=~Q(words=""), name="document_text_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.template_id}/{self.ordinal}"
