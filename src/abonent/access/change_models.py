"""What was changed in who may sign in and what roles may do, and what a manager has taken from a ready role."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from abonent.kit.models import ClockNow


class AccessChange(models.Model):
    """Something that somebody changed about a colleague's log-in or a role: who, when, why, before and after.

    `before` and `after` hold the facts of the colleague (`staffing.facts_of`) or of the role (`duties.facts_of`); both are empty
    for an act that changes no fact, as handing out a link.
    """

    class Verb(models.TextChoices):
        TAKE_ON = "take_on", _("Taken on")
        CHANGE_STAFF = "change_staff", _("Changed")
        LEAVE = "leave", _("Left")
        RETURN = "return", _("Came back")
        HAND_OUT_LINK = "hand_out_link", _("Link to choose a password handed out")
        CHOOSE_PASSWORD = "choose_password", _("Password chosen by the link")
        RESET_SECOND_FACTOR = "reset_second_factor", _("Second factor reset")
        VIEW_AS = "view_as", _("The product seen as this")
        CHANGE_ROLE = "change_role", _("Changed")
        COPY_ROLE = "copy_role", _("Made as a copy")
        REMOVE_ROLE = "remove_role", _("Removed")

    verb = models.CharField(max_length=20, choices=Verb.choices)
    staff_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="access_changes")
    role = models.ForeignKey("access.Role", models.SET_NULL, null=True, related_name="changes")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=ClockNow())
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_change"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb__in=[
                    "take_on", "change_staff", "leave", "return", "hand_out_link", "choose_password", "reset_second_factor", "view_as",
                    "change_role", "copy_role", "remove_role",
                ]),
                name="access_change_verb_known",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.verb


class WithheldPermission(models.Model):
    """A permission that a ready role would carry and that a manager has taken from it: no start of the program gives it back."""

    role = models.ForeignKey("access.Role", models.CASCADE, related_name="withheld")
    permission = models.CharField(max_length=60)

    class Meta:
        db_table = "withheld_permission"
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="withheld_permission_once")]

    def __str__(self) -> str:
        return f"{self.role_id} {self.permission}"
