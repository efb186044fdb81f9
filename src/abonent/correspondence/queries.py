"""Questions about what was said."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, Q, Subquery, When
from django.http import HttpRequest

from abonent.correspondence.models import Interaction
from abonent.customers.models import Customer

# Whoever reads further back does so on the timeline.
MOST_NOTES = 30


@dataclass(frozen=True)
class Glance:
    """What a customer's page shows of what was said: the pinned and the latest notes, and the last contact."""

    notes: list[Interaction]
    last_contact: Interaction | None


def at_a_glance(customer: Customer) -> Glance:
    """Pinned notes, then the latest; and the latest call, meeting, letter, message or portal act. One statement."""
    rows = Interaction.objects.of(customer)
    latest = rows.contacts().values("pk")[:1]
    shown = rows.filter(Q(kind=Interaction.Kind.NOTE) | Q(pk=Subquery(latest))).select_related("recorded_by")
    contact_first = Case(When(kind=Interaction.Kind.NOTE, then=1), default=0)
    found = list(shown.order_by(contact_first, F("pinned_at").desc(nulls_last=True), "-happened_at", "-pk")[: MOST_NOTES + 1])
    notes = [interaction for interaction in found if interaction.is_note]
    return Glance(notes, next((interaction for interaction in found if not interaction.is_note), None))


def glance_at_hand(request: HttpRequest, customer: Customer) -> Glance:
    """The same, asked once for all that stands on a page."""
    glances: dict[int, Glance] = request.__dict__.setdefault("correspondence_at_a_glance", {})
    if customer.pk not in glances:
        glances[customer.pk] = at_a_glance(customer)
    return glances[customer.pk]


def rest_of_matter(interaction: Interaction) -> list[Interaction]:
    """The other interactions of its matter, oldest first."""
    if interaction.matter_id is None:
        return []
    others = Interaction.objects.filter(matter=interaction.matter_id).exclude(pk=interaction.pk)
    return list(others.select_related("recorded_by").order_by("happened_at", "pk"))
