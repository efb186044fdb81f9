"""How the file of a list becomes rows: by the reader of imports and the rules that customers are imported by, without their checks.

A cell that cannot be read is no reason to leave the row out: it stays as it stands in the file, and the row says what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from abonent.external_lists.models import ExternalList
from abonent.external_lists.models.rows import READ
from abonent.imports import child
from abonent.imports.kinds import Derived, ImportKind, kind_of

TOLD = (
    "name", "given_name", "family_name", "organisation_name", "care_of", "street_line", "street", "number", "staircase", "flat", "postal_code", "town",
    "country", "mobile", "phone", "email", "default_country",
)  # fmt: skip
# The rules ask for them, and a list is not asked for them.
_UNASKED = ("kind", "language", "invoice_channel", "company_number", "default_language")
_LONGEST_CELL = 32_767
# Nothing of a list is changed together, for it is not given out to come back.
_NO_GROUPS: dict[str, Any] = {"of_field": {}, "of_column": {}, "may_be_empty": []}


@cache
def list_kind() -> ImportKind:
    """The columns that a list may have: those of customers by which one is called, found and known again."""
    customers = kind_of("customers")
    outputs = {*READ, "language_assumed"}
    return ImportKind(
        code="external_list",
        label=_("List from outside"),
        permission="external_lists.work",
        table="list_row",
        columns=READ,
        fields=tuple(field for field in customers.fields if field.name in TOLD),
        derived=tuple(one for one in customers.derived if outputs & set(one.outputs)),
        needs=(("name", "family_name", "organisation_name", "phone", "mobile", "email"),),
        outcomes="",
    )


def stage_rows(external_list: ExternalList) -> None:
    """Put the rows of the present file beside those there are."""
    columns = ["external_list_id", "line", *READ, "faults"]
    copy_in = sql.SQL("COPY list_row ({}) FROM STDIN").format(sql.SQL(", ").join(map(sql.Identifier, columns)))
    layout = {name: external_list.layout[name] for name in ("format", "encoding", "separator", "sheet")}
    assert external_list.file is not None
    with connection.cursor() as cursor, cursor.copy(copy_in) as copy:
        child.copy_rows(external_list.file, {"layout": layout, "staging": _job(external_list)}, copy)


def places_of_people(external_list: ExternalList) -> list[int]:
    """The columns of the file that are not ours."""
    own = set(external_list.own_headers.values())
    return [place for place, header in enumerate(external_list.headers) if header not in own]


def _job(external_list: ExternalList) -> dict[str, Any]:
    kind = list_kind()
    fields = [
        _field(field.name, external_list.mapping.get(field.name), external_list.defaults.get(field.name, field.default), field.most_letters)
        for field in kind.fields
    ]
    fields += [_field(name, None) for name in _UNASKED]
    cells = [(f"cell {place}", place) for place in places_of_people(external_list)]
    fields += [_field(name, place) for name, place in cells]
    together = Derived(outputs=("cells",), rule="abonent.external_lists.rules.cells:together", inputs=[name for name, _place in cells])
    derivations = [asdict(one) for one in (*kind.derived, together)]
    return {"batch": external_list.pk, "columns": list(READ), "fields": fields, "derivations": derivations, "groups": _NO_GROUPS}


def _field(name: str, place: int | None, default: str = "", most_letters: int = _LONGEST_CELL) -> dict[str, Any]:
    return {"name": name, "place": place, "default": default, "most_letters": most_letters}


def headers_of_people(external_list: ExternalList) -> Sequence[str]:
    """The headers of the file that are not ours, in the order of the cells of a row."""
    return [external_list.headers[place] for place in places_of_people(external_list)]
