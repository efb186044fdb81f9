"""How a customer is reached, and by whom in an organisation."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Trim
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.customers.models.customers import Customer
from abonent.customers.models.words import PositionType


@keep_history(of="contact_person", exclude=("name",))
class ContactPerson(models.Model):
    """Somebody in an organisation, with the position he speaks from and the language he is spoken to in."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contact_persons")
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80)
    name = models.GeneratedField(
        expression=Trim(Concat("given_name", Value(" "), F("family_name"))), output_field=models.CharField(max_length=170), db_persist=True
    )
    position = models.CharField(max_length=80, blank=True, help_text="as he puts it himself")
    position_type = models.ForeignKey(PositionType, models.PROTECT, null=True, blank=True, related_name="contact_persons")
    language = models.CharField(max_length=2, blank=True, help_text="empty: the organisation's")

    class Meta:
        db_table = "contact_person"

    def __str__(self) -> str:
        return self.name


@keep_history(of="contact_point", also_before=True)
class ContactPoint(models.Model):
    """A telephone number, e-mail or web address. `value` is as typed; `normalised` is what it is compared by.

    Telephone numbers are normalised to E.164 (+46701740635), e-mail to small letters. One that cannot be read is kept
    with `valid` off and is not used for sending.
    """

    class Kind(models.TextChoices):
        MOBILE = "mobile", _("Mobile")
        PHONE = "phone", _("Telephone")
        EMAIL = "email", _("E-mail")
        WEB = "web", _("Web")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contact_points", db_index=False)
    contact_person = models.ForeignKey(ContactPerson, models.CASCADE, null=True, blank=True, related_name="contact_points")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    value = models.CharField(max_length=120)
    normalised = models.CharField(max_length=120, db_collation="C")
    preferred = models.BooleanField(default=True)
    valid = models.BooleanField(default=True)

    class Meta:
        db_table = "contact_point"
        indexes = [models.Index(fields=["normalised"], name="contact_point_by_normalised")]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind", "normalised", "contact_person"], nulls_distinct=False, name="contact_point_once"
            ),
            models.UniqueConstraint(
                fields=["customer", "kind"], condition=Q(preferred=True, contact_person=None), name="contact_point_preferred_once"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class ContactPersonKey(models.Model):
    """The key by which another system knows a contact person; a file's row is known again by it."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=60, db_collation="C")
    contact_person = models.ForeignKey(ContactPerson, models.CASCADE, related_name="keys")

    class Meta:
        db_table = "contact_person_key"
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="contact_person_key_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
