"""Staff, roles, and the entities a member of staff works for."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from abonent.access.roles import READY_ROLES
from abonent.organisation.models import LegalEntity

NOBODYS_ZONE = "UTC"


class PartOff(models.Model):
    """A part of the product that this installation does not use: its pages are not there and none of its permissions holds.

    A part is a folder, and the first word of the permissions that the folder declares: `editions` of `editions.see`.
    """

    name = models.CharField(max_length=30, primary_key=True)

    class Meta:
        db_table = "part_off"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A named set of permissions. Ready roles have a code; a role made by a manager has its own name."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=60)

    class Meta:
        db_table = "role"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language; that of a role made by a manager is as he wrote it."""
        return str(READY_ROLES.get(self.code, self.name))


class RolePermissions(models.QuerySet["RolePermission"]):
    """Words for sets of what roles may do."""

    def in_force(self) -> RolePermissions:
        """Those whose part is on."""
        part = models.Func("permission", models.Value("."), models.Value(1), function="split_part", output_field=models.CharField())
        return self.alias(part=part).exclude(part__in=PartOff.objects.values("name"))


class RolePermission(models.Model):
    """That a role may do what a permission names."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="permissions")
    permission = models.CharField(max_length=60)

    objects = RolePermissions.as_manager()

    class Meta:
        db_table = "role_permission"
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="role_permission_once")]

    def __str__(self) -> str:
        return f"{self.role_id} {self.permission}"


class StaffUser(AbstractUser):
    """A member of staff. Language, theme, density and keys are his own; the rows he sees follow from his entities."""

    THEMES = [("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))]
    DENSITIES = [("compact", _("Compact")), ("comfortable", _("Comfortable"))]

    language = models.CharField(max_length=2, default="en")
    theme = models.CharField(max_length=5, choices=THEMES, default="auto")
    density = models.CharField(max_length=12, choices=DENSITIES, default="compact")
    keys_enabled = models.BooleanField(default=True)
    roles = models.ManyToManyField(Role, related_name="staff", blank=True)
    entities = models.ManyToManyField(LegalEntity, through="StaffEntity", related_name="staff")

    class Meta:
        db_table = "staff_user"

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Codes of all that his roles allow, without those of parts that are off."""
        return frozenset(RolePermission.objects.in_force().filter(role__staff=self).values_list("permission", flat=True))

    @cached_property
    def parts_off(self) -> frozenset[str]:
        """The parts of the product that his installation does not use."""
        return frozenset(PartOff.objects.values_list("name", flat=True))

    @cached_property
    def company(self) -> LegalEntity | None:
        """The company he works for first: its country, language and zone are the usual ones."""
        return self.entities.order_by("pk").first()

    @cached_property
    def zone(self) -> str:
        """The time zone in which he works."""
        return self.company.zone if self.company else NOBODYS_ZONE

    def may(self, permission: str) -> bool:
        """Whether one of his roles carries the permission."""
        return self.is_active and permission in self.permissions

    def has_part(self, part: str) -> bool:
        """Whether his installation uses a part of the product, whatever he may do in it: words of one that is off stay unsaid."""
        return part not in self.parts_off


class StaffEntity(models.Model):
    """That a member of staff works for an entity and sees its rows."""

    staff_user = models.ForeignKey(StaffUser, models.CASCADE)
    entity = models.ForeignKey(LegalEntity, models.CASCADE)

    class Meta:
        db_table = "staff_entity"
        constraints = [models.UniqueConstraint(fields=["staff_user", "entity"], name="staff_entity_once")]

    def __str__(self) -> str:
        return f"{self.staff_user_id} {self.entity_id}"
