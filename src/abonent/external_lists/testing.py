"""Builders: lists as tests need them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from abonent.access.models import StaffUser
from abonent.external_lists.models import ExternalList, ListRow
from abonent.external_lists.operations import Described, open_list, take_list

LEADS = "Namn;Telefon;E-post;Gata;Postnr;Ort;Källa\r\nÅsa Ek;070-174 06 35;asa@example.se;Storgatan 1;871 31;Norrvik;mässan\r\nBo Berg;070-174 06 36;;;;;mässan\r\n".encode("cp1252")  # fmt: skip


def described(today: date, **said: Any) -> Described:
    """What is usually said of a list."""
    usual = {
        "name": "Leads",
        "purpose": "Offer of a trial",
        "contact_purpose": "marketing",
        "agreed": "",
        "ends_on": today + timedelta(days=30),
    }
    return Described(**{**usual, **said})


def a_list(
    owner: StaffUser, content: bytes = LEADS, *, today: date, file: str = "leads.csv", watched: str = "", **said: Any
) -> ExternalList:
    """A list that is open, its columns as guessed."""
    assert owner.company is not None
    taken = take_list(
        name=watched or file,
        content=content,
        described=described(today, **said),
        entity=owner.company,
        actor=owner,
        today=today,
        watched=watched,
    )
    return open_list(external_list=taken, mapping=taken.mapping, defaults=taken.defaults)


def row_named(external_list: ExternalList, name: str) -> ListRow:
    """The row of somebody."""
    return ListRow.objects.select_related("external_list").get(external_list=external_list, name=name)
