"""Hand out all that is held of one customer: regulation (EU) 2016/679, articles 15 and 20."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.kit.holdings import Holding, declared_holdings, declared_papers
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity

OF_OTHERS = _("Companies you do not work for know this customer too (%(companies)s). Ask somebody who works for all of them.")


class CannotDisclose(Refusal):
    """Data that the actor must not hand out."""

    sentences = {"disclosure.of_others": OF_OTHERS}


def disclose_customer(*, customer: Customer, actor: StaffUser) -> bytes:
    """A zip with `data.json`, a list of rows for each table that knows the customer, and the documents as they were sent."""
    if others := companies_that_know(customer, beside=actor):
        raise CannotDisclose("disclosure.of_others", companies=", ".join(others))
    people = customer.merged_ids
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(dict(held(people)), ensure_ascii=False, indent=2))
        for papers in declared_papers:
            for name, content in papers(people):
                archive.writestr(name, content)
    return packed.getvalue()


def held(people: Sequence[int]) -> Iterator[tuple[str, list[Any]]]:
    """The rows that each table holds of people, a statement a table; tables with none are left out."""
    with connection.cursor() as cursor:
        for holding in _of_people():
            cursor.execute(_rows_of(holding), {"people": list(people)})
            if rows := [json.loads(row) for (row,) in cursor.fetchall()]:
                yield holding.table, rows


def companies_that_know(customer: Customer, *, beside: StaffUser) -> list[str]:
    """The companies with rows of the customer that somebody does not work for."""
    known_by = [holding for holding in _of_people() if holding.entity]
    asked = [f"SELECT {holding.entity} FROM {holding.table} WHERE {holding.people}" for holding in known_by]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(asked), {"people": customer.merged_ids})
        known = [entity for (entity,) in cursor.fetchall()]
    others = LegalEntity.objects.filter(pk__in=known).exclude(pk__in=beside.entities.values("pk"))
    return list(others.order_by("name").values_list("name", flat=True))


def _of_people() -> list[Holding]:
    return [holding for holding in declared_holdings if holding.people]


def _rows_of(holding: Holding) -> str:
    """All columns of the rows as JSON, for the tables and columns are declared in code and come from nobody else."""
    columns = ", ".join(f"{holding.table}.{column}" for column in holding.columns)
    return f"SELECT to_jsonb(said) FROM (SELECT {columns} FROM {holding.table} WHERE {holding.people} ORDER BY 1) AS said"  # noqa: S608
