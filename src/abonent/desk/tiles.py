"""The tiles of the home page: a figure, what it means, and the list of the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.access.models import StaffUser
from abonent.desk import queries
from abonent.ui import wording


@dataclass(frozen=True)
class Tile:
    """What a tile shows; `href` opens the rows that the figure counts."""

    label: str
    value: str
    href: str
    icon: str
    unit: str = ""
    note: str = ""
    tone: str = ""
    note_icon: str = ""


def service_tiles(viewer: StaffUser, today: date) -> list[Tile]:
    """For customer service, sales and circulation."""
    customers = Tile(_("Customers"), _("All"), reverse("customers:list"), "users", note=_("Search by name, telephone, address"))
    return [*(_subscription_tiles(viewer, today) if viewer.may("subscriptions.see") else []), customers]


def _subscription_tiles(viewer: StaffUser, today: date) -> list[Tile]:
    figures = queries.service_figures(viewer=viewer, today=today)
    month = today.replace(day=1)

    def number(count: int) -> str:
        return wording.number(count, viewer.language)

    return [
        Tile(_("Running subscriptions"), number(figures.running), _rows("subscriptions:list", state="running"), "news"),
        Tile(
            _("Started this month"),
            number(figures.started),
            _rows("subscriptions:list", started_from=month, started_to=today),
            "user-plus",
            note=_("%(count)s start later") % {"count": number(figures.starting)} if figures.starting else "",
        ),
        Tile(_("Stopped this month"), number(figures.stopped), _rows("subscriptions:list", cancelled_from=month), "player-stop"),
        Tile(
            _("End within 30 days"),
            number(figures.ending),
            _rows("subscriptions:list", ends_from=today + timedelta(days=1), ends_to=today + timedelta(days=30)),
            "calendar-event",
        ),
    ]


def finance_tiles(viewer: StaffUser, today: date) -> list[Tile]:
    """For finance and managers: a pair of tiles for each currency in use, then what waits to be done."""
    tiles = []
    for figures in queries.finance_figures(viewer=viewer, today=today):
        tiles.append(_owed_tile(figures, viewer.language))
        tiles.append(_to_bill_tile(figures, viewer))
    tiles += _recurring_tiles(viewer, today)
    unknown = queries.unknown_bank_lines(viewer)
    tiles.append(
        Tile(
            _("Unknown payments"),
            wording.number(unknown, viewer.language),
            reverse("ledger:bank"),
            "building-bank",
            note=_("Waiting in the bank queue") if unknown else _("The queue is empty"),
            tone="warn" if unknown else "",
        )
    )
    return tiles


def _owed_tile(figures, language: str) -> Tile:  # type: ignore[no-untyped-def]
    overdue = Decimal(figures.overdue_amount)
    note = ngettext("%(amount)s overdue on %(count)s invoice", "%(amount)s overdue on %(count)s invoices", figures.overdue_items) % {
        "amount": wording.money(overdue, figures.currency, language),
        "count": wording.number(figures.overdue_items, language),
    }
    return Tile(
        _("Owed to us"),
        _whole(figures.open_amount, language),
        _rows("ledger:receivables", currency=figures.currency),
        "cash",
        unit=figures.currency,
        note=note if overdue else _("Nothing overdue"),
        tone="warn" if overdue else "",
        note_icon="alert-triangle" if overdue else "",
    )


def _to_bill_tile(figures, viewer: StaffUser) -> Tile:  # type: ignore[no-untyped-def]
    """What is due is seen in the plan of a billing run: whoever may make one begins there, others see those that were made."""
    language = viewer.language
    note = ngettext("%(count)s charge due", "%(count)s charges due", figures.charges_to_bill)
    return Tile(
        _("Waiting to be billed"),
        _whole(figures.to_bill_amount, language),
        _rows("runs:new" if viewer.may("billing.run") else "runs:list", kind="billing"),
        "file-invoice",
        unit=figures.currency,
        note=note % {"count": wording.number(figures.charges_to_bill, language)},
    )


def _recurring_tiles(viewer: StaffUser, today: date) -> list[Tile]:
    """What is to be made of recurring invoices; no tile where nothing is due."""
    due = queries.recurring_due(viewer, today)
    label, note = _("Recurring invoices due"), _("Make them, then they are billed")
    return (
        [Tile(label, wording.number(due, viewer.language), _rows("billing:recurring_list", state="due"), "repeat", note=note, tone="warn")]
        if due
        else []
    )


def _whole(amount: Decimal, language: str) -> str:
    return wording.number(int(round(amount)), language)


def _rows(url_name: str, **filters: str | date) -> str:
    return f"{reverse(url_name)}?{urlencode({name: str(value) for name, value in filters.items()})}"
