"""What goes with a run of subscriber gifts: the list by which they are taken from the shelf, and the labels of the parcels.

Its look is `pick_list.typ`. The list speaks the company's language, for whoever packs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from abonent.customers.rules.address_lines import address_lines
from abonent.kit import documents
from abonent.kit.names import name_in
from abonent.runs.models import Run
from abonent.subscriptions.documents.address_labels import AddressLabel, address_labels_pdf
from abonent.subscriptions.documents.letter import long_day
from abonent.subscriptions.models import PremiumPickPlan
from abonent.ui import wording as figures

PICK_LIST = Path(__file__).with_name("pick_list.typ")


def pick_list_pdf(run: Run, rows: Sequence[PremiumPickPlan], *, at: datetime) -> bytes:
    """One file: what is to be taken from the shelf, item by item, and to whom each piece goes."""
    return documents.make(PICK_LIST, [pick_list_data(run, rows)], at=at).content


def labels_pdf(rows: Sequence[PremiumPickPlan], *, at: datetime) -> bytes:
    """One file with a label for each parcel, 24 on a sheet, in the order of the pick list."""
    labels = [AddressLabel(_address(row), f"{row.item.number}  {row.ordinal}") for row in rows]
    return address_labels_pdf(labels, language=rows[0].run.entity.language, title=str(rows[0].run_id), at=at)


def pick_list_data(run: Run, rows: Sequence[PremiumPickPlan]) -> dict[str, Any]:
    """The words of the pick list."""
    language = run.entity.language
    with override(language):
        return {
            "language": language,
            "title": _("Pick list %(run)s") % {"run": run.pk},
            "about": f"{run.entity.name}, {long_day(run.as_of, language)}",
            "head": [_("Number"), _("Receiver"), _("Goes to"), _("Pieces"), _("Packed")],
            "groups": [_group(list(group), language) for _item, group in groupby(rows, key=lambda row: row.item_id)],
            "page_words": _("Page {page} of {pages}"),
        }


def _group(rows: Sequence[PremiumPickPlan], language: str) -> dict[str, Any]:
    item, pieces = rows[0].item, sum(row.pieces for row in rows)
    count = ngettext("%(count)s piece", "%(count)s pieces", pieces) % {"count": figures.number(pieces, language)}
    return {
        "name": f"{name_in(item.name, language)} ({item.number})",
        "count": count,
        "rows": [[str(row.ordinal), row.receiver.name, ", ".join(_address(row)[1:]), str(row.pieces)] for row in rows],
    }


def _address(row: PremiumPickPlan) -> list[str]:
    place = row.place
    if place is None:
        return [row.receiver.name]
    party = {
        "name": row.receiver.name,
        "care_of": row.care_of,
        "street": place.street_line,
        "postal_code": place.postal_code,
        "town": place.town,
        "country": place.country,
    }
    return address_lines(party, sent_from=row.run.entity.country)
