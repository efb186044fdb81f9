"""Staff, roles, and the entities a member of staff works for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from abonent.access.change_models import AccessChange, WithheldPermission  # noqa: F401 - Django looks for tables here
from abonent.access.history import keep_history
from abonent.access.roles import READY_ROLES
from abonent.kit.models import ClockNow, StoredFile
from abonent.organisation.models import LegalEntity, Unit

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


@keep_history(of="arrangement")
class Arrangement(models.Model):
    """What a firm shows of a surface (`access.arranging`), and in which places, to a role; without a role, to everybody.

    `places` are names in their order, empty for the order in which they are declared; `hidden` are names that are not shown.
    """

    surface = models.CharField(max_length=20)
    role = models.ForeignKey(Role, models.CASCADE, null=True, blank=True, related_name="arrangements")
    places = models.JSONField(default=list)
    hidden = models.JSONField(default=list)

    class Meta:
        db_table = "arrangement"
        constraints = [models.UniqueConstraint(fields=["surface", "role"], nulls_distinct=False, name="arrangement_once")]

    def __str__(self) -> str:
        return self.surface


class StaffUser(AbstractUser):
    """A member of staff. Language, theme, density and keys are his own; the rows he sees follow from his entities and his reach."""

    class Reach(models.TextChoices):
        EVERYTHING = "everything", _("Everything of the companies")
        UNITS = "units", _("Only customers of the units")
        OWN = "own", _("Only customers the person is responsible for")

    THEMES = [("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))]
    DENSITIES = [("compact", _("Compact")), ("comfortable", _("Comfortable"))]

    language = models.CharField(max_length=2, default="en")
    theme = models.CharField(max_length=5, choices=THEMES, default="auto")
    density = models.CharField(max_length=12, choices=DENSITIES, default="compact")
    keys_enabled = models.BooleanField(default=True)
    roles = models.ManyToManyField(Role, related_name="staff", blank=True)
    entities = models.ManyToManyField(LegalEntity, through="StaffEntity", related_name="staff")
    units = models.ManyToManyField(Unit, through="StaffUnit", related_name="staff")
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.EVERYTHING, db_default=Reach.EVERYTHING)

    # Set while an administrator sees the product as this person does (`viewing`).
    is_looked_over = False

    class Meta:
        db_table = "staff_user"
        constraints = [models.CheckConstraint(condition=models.Q(reach__in=["everything", "units", "own"]), name="staff_user_reach_known")]

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Codes of all that his roles allow, without those of parts that are off."""
        return frozenset(RolePermission.objects.in_force().filter(role__staff=self).values_list("permission", flat=True))

    @cached_property
    def parts_off(self) -> frozenset[str]:
        """The parts of the product that his installation does not use."""
        return frozenset(PartOff.objects.values_list("name", flat=True))

    @cached_property
    def role_ids(self) -> frozenset[int]:
        """The roles he has."""
        return frozenset(self.roles.values_list("pk", flat=True))

    @cached_property
    def arrangements(self) -> list[Arrangement]:
        """What the firm shows to his roles and to everybody."""
        return list(Arrangement.objects.filter(models.Q(role=None) | models.Q(role__in=self.role_ids)))

    @cached_property
    def chosen_for_lists(self) -> list[ListChoice]:
        """How he wants his lists."""
        return list(self.list_choices.all())

    @cached_property
    def company(self) -> LegalEntity | None:
        """The company he works for first: its country, language and zone are the usual ones."""
        return self.entities.order_by("pk").first()

    @cached_property
    def zone(self) -> str:
        """The time zone in which he works."""
        return self.company.zone if self.company else NOBODYS_ZONE

    @cached_property
    def letterhead(self) -> Mapping[str, Any] | None:
        """The logo that his pages bear: its number, company and name; None where the company has none."""
        company = self.company
        return {"entity": company.pk, "logo": company.logo_id, "name": company.name} if company and company.logo_id else None

    @property
    def sees_everybody(self) -> bool:
        """Whether he sees every customer; else some, and nothing that sums over all of them."""
        return self.reach == self.Reach.EVERYTHING

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


class StaffUnit(models.Model):
    """That a member of staff works for a unit: whoever sees only units sees the customers of these."""

    staff_user = models.ForeignKey(StaffUser, models.CASCADE)
    unit = models.ForeignKey(Unit, models.CASCADE)

    class Meta:
        db_table = "staff_unit"
        constraints = [models.UniqueConstraint(fields=["staff_user", "unit"], name="staff_unit_once")]

    def __str__(self) -> str:
        return f"{self.staff_user_id} {self.unit_id}"


class SavedViews(models.QuerySet["SavedView"]):
    """Words for sets of saved views."""

    def kept(self) -> SavedViews:
        """Those that nobody has removed."""
        return self.filter(removed_at=None)

    def open_to(self, viewer: StaffUser) -> SavedViews:
        """His own, those of the teams he is in, and everybody's; none that he keeps for himself while another looks as him."""
        team = models.Q(audience=SavedView.Audience.TEAM, team__in=Role.objects.filter(staff=viewer).values("pk"))
        own = models.Q(owner=viewer) if not viewer.is_looked_over else models.Q(pk=None)
        return self.filter(own | models.Q(audience=SavedView.Audience.EVERYONE) | team)


class SavedView(models.Model):
    """A view of one list that somebody has given a name: the query of its address, with filters, columns, order and density.

    A team is everybody with one role. One that was removed can be put back, so its row stays.
    """

    class Audience(models.TextChoices):
        OWNER = "owner", _("Only me")
        TEAM = "team", _("Team")
        EVERYONE = "everyone", _("Everybody")

    list_name = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    query = models.TextField()
    owner = models.ForeignKey(StaffUser, models.CASCADE, related_name="saved_views")
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.OWNER)
    team = models.ForeignKey(Role, models.CASCADE, null=True, blank=True, related_name="saved_views")
    saved_at = models.DateTimeField(db_default=ClockNow())
    removed_at = models.DateTimeField(null=True)

    objects = SavedViews.as_manager()

    class Meta:
        db_table = "saved_view"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list_name", "name"], condition=models.Q(removed_at=None), name="saved_view_named_once_by_its_owner"
            ),
            models.CheckConstraint(
                condition=models.Q(audience="team", team__isnull=False)
                | (models.Q(audience__in=["owner", "everyone"]) & models.Q(team__isnull=True)),
                name="saved_view_of_a_team_names_it",
            ),
        ]
        indexes = [models.Index(fields=["list_name"], name="saved_view_of_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def shared_with(self) -> str:
        """Who sees it beside its owner, as a form says it: "owner", "everyone", or the number of the team."""
        return str(self.team_id) if self.audience == self.Audience.TEAM else str(self.audience)


class ListChoice(models.Model):
    """How a member of staff wants one list: his columns in his order, how dense, and the view it opens with.

    `opening` is the name of a declared view or the number of a saved one; one that is gone opens the list as it is.
    """

    staff_user = models.ForeignKey(StaffUser, models.CASCADE, related_name="list_choices")
    list_name = models.CharField(max_length=40)
    columns = models.JSONField(default=list)
    density = models.CharField(max_length=12, choices=StaffUser.DENSITIES, blank=True)
    opening = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "list_choice"
        constraints = [models.UniqueConstraint(fields=["staff_user", "list_name"], name="list_choice_once")]

    def __str__(self) -> str:
        return f"{self.staff_user_id} {self.list_name}"


class ListExport(models.Model):
    """A view of a list that a worker writes into a file for whoever asked for it; kept for a week.

    `address` is where the list is, with the query of the view: the worker asks there as the owner, so the file has what he may see.
    """

    owner = models.ForeignKey(StaffUser, models.CASCADE, related_name="list_exports")
    title = models.CharField(max_length=120)
    address = models.TextField()
    row_count = models.BigIntegerField()
    done_rows = models.BigIntegerField(default=0)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    failed = models.BooleanField(default=False)
    asked_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "list_export"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """Where it stands: "ready", "failed", or "writing"."""
        return "ready" if self.file_id else "failed" if self.failed else "writing"

    @property
    def share(self) -> float:
        """How much is written."""
        return min(self.done_rows / self.row_count, 1.0) if self.row_count else 0.0
