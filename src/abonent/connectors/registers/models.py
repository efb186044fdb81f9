"""Which registers are asked, and what they have answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from abonent.kit.models import ClockNow


class PublicRegister(models.TextChoices):
    """The registers that can be asked."""

    VIES = "vies", _("VIES, European Union")
    PRH = "prh", _("PRH, Finland")
    WHITELIST = "whitelist", _("List of VAT payers, Poland")
    KRS = "krs", _("National Court Register, Poland")


class RegisterSwitch(models.Model):
    """That an administrator lets a register be asked; without a row nothing is sent there."""

    register = models.CharField(max_length=9, choices=PublicRegister.choices, primary_key=True)
    switched_on_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    switched_on_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "register_switch"
        constraints = [models.CheckConstraint(condition=models.Q(register__in=PublicRegister.values), name="register_switch_known")]

    def __str__(self) -> str:
        return self.register


class RegisterCheck(models.Model):
    """What a register answered about a number at a moment: evidence, so never changed. A customer's are those of his numbers.

    `request_id` is the number that the register itself gave the request. `is_valid` is empty where it does not speak of VAT.
    """

    register = models.CharField(max_length=9, choices=PublicRegister.choices)
    is_found = models.BooleanField()
    is_valid = models.BooleanField(null=True)
    name = models.CharField(max_length=300, blank=True)
    street_line = models.CharField(max_length=300, blank=True)
    postal_code = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=300, blank=True)
    company_number = models.CharField(max_length=300, blank=True)
    vat_number = models.CharField(max_length=300, blank=True)
    bank_accounts = models.JSONField(default=list)
    request_id = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(db_default=ClockNow())
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "register_check"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=models.Q(register__in=PublicRegister.values), name="register_check_known")]
        indexes = [
            models.Index(fields=["vat_number"], condition=~models.Q(vat_number=""), name="register_check_by_vat_number"),
            models.Index(fields=["company_number"], condition=~models.Q(company_number=""), name="register_check_by_company"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.vat_number or self.company_number}"
