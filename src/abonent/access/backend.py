"""Who is signed in, with his roles' permissions, the parts that are off, the zone and the logo of his company: one statement for each request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from abonent.access.models import NOBODYS_ZONE, Arrangement, ListChoice, PartOff, Role, RolePermission, StaffEntity, StaffUser


class StaffBackend(ModelBackend):
    """Django's own, which fetches the user of a session together with what every page asks of him."""

    def get_user(self, user_id: Any) -> StaffUser | None:
        """The user of a session; None if he is gone or no longer active."""
        allowed = RolePermission.objects.in_force().filter(role__staff=OuterRef("pk")).values("permission")
        off = PartOff.objects.values("name")
        shown = JSONObject(zone="entity__zone", entity="entity_id", logo="entity__logo_id", name="entity__name")
        first = StaffEntity.objects.filter(staff_user=OuterRef("pk")).order_by("entity_id").values(said=shown)[:1]
        arranged = Arrangement.objects.filter(Q(role=None) | Q(role__staff=OuterRef("pk"))).values(
            said=JSONObject(surface="surface", role_id="role_id", places="places", hidden="hidden")
        )
        columns = {name: name for name in ("list_name", "columns", "density", "opening")}
        choices = ListChoice.objects.filter(staff_user=OuterRef("pk")).values(said=JSONObject(**columns))
        told = {
            "choices": ArraySubquery(choices),
            "held": ArraySubquery(Role.objects.filter(staff=OuterRef("pk")).values("pk")),
            "arranged": ArraySubquery(arranged),
            "allowed": ArraySubquery(allowed),
            "off": ArraySubquery(off),
            "first_company": Subquery(first),
        }
        user = StaffUser.objects.annotate(**told).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.permissions = frozenset(user.allowed)  # type: ignore[attr-defined]
        user.parts_off = frozenset(user.off)  # type: ignore[attr-defined]
        user.chosen_for_lists = [ListChoice(**choice) for choice in user.choices]  # type: ignore[attr-defined]
        user.role_ids = frozenset(user.held)  # type: ignore[attr-defined]
        user.arrangements = [Arrangement(**arrangement) for arrangement in user.arranged]  # type: ignore[attr-defined]
        first_company = user.first_company or {"zone": NOBODYS_ZONE, "logo": None}  # type: ignore[attr-defined]
        user.zone = first_company["zone"]
        user.letterhead = first_company if first_company["logo"] else None
        return user
