"""How acts on lists are taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.visibility import sees_customers
from abonent.external_lists.models import ExternalList, ListCall, ListRow, ListVersion
from abonent.external_lists.operations import Described, describe_list, put_back, take_call_back, unregister_row
from abonent.external_lists.operations.calls import CannotCall
from abonent.runs.inverses import Inverse

Arguments = Mapping[str, Any]


def _take_call_back(*, arguments: Arguments, actor: StaffUser, today: date) -> None:
    take_call_back(call_id=arguments["call"], actor=actor, today=today)


def _unregister(*, arguments: Arguments, actor: StaffUser, today: date) -> None:
    unregister_row(row_id=arguments["row"], actor=actor, today=today)


def _put_back(*, arguments: Arguments, actor: StaffUser, today: date) -> None:
    version = ListVersion.objects.select_related("file").filter(pk=arguments["version"]).first()
    if version is None:
        raise CannotCall("call.gone")
    put_back(version=version, actor=actor, today=today)


def _describe_back(*, arguments: Arguments, actor: StaffUser, today: date) -> None:
    said = {name: arguments[name] for name in Described.__dataclass_fields__}
    described = Described(**{**said, "ends_on": date.fromisoformat(said["ends_on"])})
    describe_list(external_list=ExternalList.objects.get(pk=arguments["list"]), described=described, actor=actor, today=today)


def _seen(rows: Any, argument: str, path: str) -> Callable[[Arguments, StaffUser], bool]:
    def seen(arguments: Arguments, viewer: StaffUser) -> bool:
        lists = ExternalList.objects.seen_by(viewer).values("pk")
        return bool(rows.objects.filter(**{"pk": arguments[argument], f"{path}__in": lists}).exists())

    return seen


def _sees_row(arguments: Arguments, viewer: StaffUser) -> bool:
    """The list is his to see, and whom the row has become."""
    lists = ExternalList.objects.seen_by(viewer).values("pk")
    row = ListRow.objects.filter(pk=arguments["row"], external_list__in=lists).first()
    return row is not None and (row.customer_id is None or sees_customers(viewer, [row.customer_id]))


WORK = "external_lists.work"
INVERSES = [
    Inverse("take_list_call_back", _("Take the call away"), _take_call_back, WORK, _seen(ListCall, "call", "row__external_list")),
    Inverse("unregister_list_row", _("Let the row be of no customer again"), _unregister, WORK, _sees_row),
    Inverse("put_list_back", _("Put the file back"), _put_back, WORK, _seen(ListVersion, "version", "external_list")),
    Inverse("describe_list_back", _("Say of the list what was said before"), _describe_back, WORK, _seen(ExternalList, "list", "pk")),
]
