"""The seller and its parts."""

from __future__ import annotations

from django.db import models

from abonent.kit.models import StoredFile


class LegalEntity(models.Model):
    """A company that sells and keeps books. Its zone decides its business day, its currency that of its books."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    zone = models.CharField(max_length=40, help_text="IANA time zone, for example Europe/Stockholm")
    language = models.CharField(max_length=2)
    company_number = models.CharField(max_length=20)
    vat_number = models.CharField(max_length=20)
    street_line = models.CharField(max_length=120)
    postal_code = models.CharField(max_length=12)
    town = models.CharField(max_length=60)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    web = models.CharField(max_length=120, blank=True)
    tax_office = models.CharField(max_length=4, blank=True, db_default="", help_text="code of the tax office, where files for it name it")
    voivodeship = models.CharField(max_length=30, blank=True, db_default="")
    county = models.CharField(max_length=36, blank=True, db_default="")
    municipality = models.CharField(max_length=36, blank=True, db_default="")
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "legal_entity"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an entity that revenue and cost are followed by (SIE: cost centre)."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="units")
    code = models.SlugField(max_length=20)
    name = models.CharField(max_length=80)

    class Meta:
        db_table = "unit"
        constraints = [models.UniqueConstraint(fields=["entity", "code"], name="unit_code_once_per_entity")]

    def __str__(self) -> str:
        return self.name
