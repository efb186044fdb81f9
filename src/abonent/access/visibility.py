"""Which rows a viewer sees: those of the entities he works for. One predicate, for querysets and for statements.

Whose customers he sees besides is the rule of `customers.visibility`.

A statement that a view can reach names `%(viewer)s` in this predicate:

    invoice.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity
                          WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from abonent.access.models import StaffEntity, StaffUser

Row = TypeVar("Row", bound=Model)


def of_my_entities(rows: QuerySet[Row], viewer: StaffUser, *, path: str = "entity") -> QuerySet[Row]:
    """The rows whose entity, found by `path`, the viewer works for."""
    return rows.filter(**{f"{path}__in": StaffEntity.objects.filter(staff_user=viewer).values("entity_id")})


def of_whole_companies(rows: QuerySet[Row], viewer: StaffUser, *, path: str = "entity") -> QuerySet[Row]:
    """Rows that tell of all customers of a company - runs, bank files, the journal: none for whoever sees only some of them."""
    return of_my_entities(rows, viewer, path=path) if viewer.sees_everybody else rows.none()
