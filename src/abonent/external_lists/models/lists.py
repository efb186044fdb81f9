"""The list and the versions of its file."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.customers.models.consents import Purpose
from abonent.kit.models import ClockNow, StoredFile
from abonent.organisation.models import LegalEntity


class Lists(models.QuerySet["ExternalList"]):
    """Words for sets of lists."""

    def seen_by(self, viewer: StaffUser) -> Lists:
        """Those of the companies the viewer works for; who does not see every customer sees his own lists alone."""
        lists = of_my_entities(self, viewer)
        return lists if viewer.sees_everybody else lists.filter(owner=viewer)  # type: ignore[return-value]

    def kept(self) -> Lists:
        """Those that are not thrown away yet."""
        return self.filter(thrown_away_at=None)


@keep_history(of="external_list", exclude=("layout", "mapping", "sureness", "row_count"))
class ExternalList(models.Model):
    """A file of people that is worked as it is, without making customers of them: whose it is, what for, and until which day.

    `watched` is the name of the file in the folder of lists; empty, the file was uploaded. `file` is its present version, as it
    was read. `layout` is how it is read, `mapping` which column is what, `own_headers` the headers of the columns that we write.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="external_lists")
    name = models.CharField(max_length=40)
    purpose = models.CharField(max_length=200, help_text="what its people are contacted for")
    contact_purpose = models.CharField(max_length=9, choices=Purpose.choices, default=Purpose.MARKETING)
    agreed = models.CharField(max_length=200, blank=True, help_text="where its people have agreed to be called; empty: they have not")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="external_lists")
    ends_on = models.DateField(help_text="the day on which it is thrown away")
    watched = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", help_text="empty: thrown away")
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    sureness = models.JSONField(default=dict)
    defaults = models.JSONField(default=dict)
    own_headers = models.JSONField(default=dict)
    row_count = models.IntegerField(default=0)
    opened_at = models.DateTimeField(null=True, help_text="since its columns are known")
    thrown_away_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=ClockNow())

    objects = Lists.as_manager()

    class Meta:
        db_table = "external_list"
        constraints = [
            models.UniqueConstraint(
                fields=["watched"], condition=~Q(watched="") & Q(thrown_away_at=None), name="external_list_watched_once"
            ),
            models.CheckConstraint(condition=Q(contact_purpose__in=Purpose.values), name="external_list_purpose_known"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(thrown_away_at__isnull=False), name="external_list_has_a_file_or_is_gone"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("external_lists:list", args=[self.pk])

    @property
    def headers(self) -> list[str]:
        """The headers of the file, ours among them once they are written."""
        return list(self.layout.get("headers", []))

    @property
    def owner_name(self) -> str:
        """Whose it is."""
        return self.owner.get_full_name() or self.owner.username

    @property
    def maps_itself(self) -> bool:
        """Whether somebody has said before what the columns of such a file are, so that there is nothing to ask."""
        return bool(self.sureness) and set(self.sureness.values()) == {"remembered"}


class ListVersion(models.Model):
    """A version of the file of a list, as it was since a moment and by whom; the first and the latest are kept."""

    class Came(models.TextChoices):
        BROUGHT = "brought", _("As it came")
        READ = "read", _("Read again")
        WRITTEN = "written", _("A result was written")
        EMPTIED = "emptied", _("Somebody was erased")
        PUT_BACK = "put_back", _("An earlier version was put back")

    external_list = models.ForeignKey(ExternalList, models.CASCADE, related_name="versions")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    came = models.CharField(max_length=8, choices=Came.choices)
    made_at = models.DateTimeField(db_default=ClockNow())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "list_version"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(came__in=["brought", "read", "written", "emptied", "put_back"]), name="list_version_came_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.external_list_id} {self.pk}"
