"""Make a customer of somebody of a list, in one step: a new one by an import of one row, or the one the register knows already."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.correspondence.operations import remove_interaction
from abonent.customers.models import Customer, ExternalKey
from abonent.customers.visibility import of_his_reach
from abonent.external_lists.models import ExternalList, ListCall, ListRow
from abonent.external_lists.operations.calls import HOURS_TO_TAKE_BACK, tell_register
from abonent.external_lists.operations.versions import locked
from abonent.external_lists.standing import standings
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch
from abonent.imports.operations import check_batch, commit_batch, take_file
from abonent.imports.refusals import fault_sentence
from abonent.imports.undoing import undo_import
from abonent.kit import clock, statements
from abonent.kit.files import store
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

# Columns of the import -> of the row. A contact that could not be read is left in the file.
_TAKEN = {
    "kind": "kind", "given_name": "given_name", "family_name": "family_name", "organisation_name": "organisation_name", "country": "country_assumed",
    "care_of": "care_of", "street": "street", "number": "number", "staircase": "staircase", "flat": "flat", "postal_code": "postal_code", "town": "town",
}  # fmt: skip
_CONTACTS = ("mobile", "phone", "email")


class CannotRegister(Refusal):
    """A row that does not become a customer."""

    sentences = {
        "row.nameless": _("The row has no name, and a customer needs one. Say which column is the name, or register the customer by hand."),
        "row.registered": _("This row has become customer %(number)s already."),
        "row.erased": _("Who this was is erased."),
        "row.of_others": _("The register knows this person as a customer whom you do not see. Ask a colleague who does."),
        "row.not_registered": _("This row is no customer."),
        "row.faulty": _("The row cannot become a customer as it is: %(reasons)s Register the customer by hand."),
    }


def register_row(*, row: ListRow, actor: StaffUser, today: date) -> Customer:
    """Make a customer of a row, or take the one that it is already; what came of the calls stands on his timeline.

    Where he comes from stays known: list and row are his key of another system.
    """
    with transaction.atomic():
        clock.hand_over()
        external_list = locked(row.external_list)
        row = ListRow.objects.select_for_update(of=("self",)).select_related("customer", "external_list__owner").get(pk=row.pk)
        known = standings(external_list, [row], viewer=actor, today=today)[row.pk].known
        if known and not known.visible:
            raise CannotRegister("row.of_others")
        _demand_registrable(row)
        batch = None if known else _import_of_one(external_list, row, actor, today)
        customer = Customer.objects.get(pk=known.customer_id) if known else _brought_by(batch)
        with change_by(actor, "register_list_row"):
            ListRow.objects.filter(pk=row.pk).update(customer=customer, import_batch_id=batch.pk if batch else None)
            for call in row.calls.filter(interaction=None).order_by("pk"):
                tell_register(call, customer=customer, external_list=external_list, actor=actor, today=today)
            record_act(
                actor=actor,
                verb="register_list_row",
                subject_kind="list_row",
                subject_ids=[row.pk],
                inverse={"verb": "unregister_list_row", "row": row.pk},
                until=clock.now() + HOURS_TO_TAKE_BACK,
            )
    return customer


def unregister_row(*, row_id: int, actor: StaffUser, today: date) -> None:
    """Let a row be of no customer again: his calls leave the timeline; a customer that it brought goes if nothing else is known of him."""
    with transaction.atomic():
        batch = _taken_from_register(row_id, actor, today)
        if batch is not None:
            undo_import(batch=batch, actor=None, today=today)


def _taken_from_register(row_id: int, actor: StaffUser, today: date) -> ImportBatch | None:
    """The import that brought the customer, once neither row nor calls lead to him."""
    with change_by(actor, "unregister_list_row"):
        row = ListRow.objects.select_for_update(of=("self",)).get(pk=row_id)
        if row.customer_id is None:
            raise CannotRegister("row.not_registered")
        for call in ListCall.objects.filter(row=row).exclude(interaction=None).select_related("interaction"):
            interaction = call.interaction
            assert interaction is not None
            ListCall.objects.filter(pk=call.pk).update(interaction=None)
            remove_interaction(interaction=interaction, actor=actor, today=today)
        ListRow.objects.filter(pk=row.pk).update(customer=None, import_batch_id=None)
        record_act(actor=actor, verb="unregister_list_row", subject_kind="list_row", subject_ids=[row.pk])
    return ImportBatch.objects.filter(pk=row.import_batch_id or 0).first()


def source_of(external_list: ExternalList) -> str:
    """The source of the keys of a list: its name and number, for two lists may be called the same."""
    return f"{external_list.name[:30]} #{external_list.pk}"


def _import_of_one(external_list: ExternalList, row: ListRow, actor: StaffUser, today: date) -> ImportBatch:
    """A row goes the way of every file: it is checked whole, written by the statements of imports, and can be taken back by them."""
    said = {"key": str(row.line or row.pk), **{column: getattr(row, name) for column, name in _TAKEN.items()}}
    said |= {kind: getattr(row, kind) for kind in _CONTACTS if getattr(row, f"{kind}_normalised")}
    filled = {column: text for column, text in said.items() if text}
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([filled.keys(), filled.values()])
    name = f"{external_list.name} {row.line or row.pk}.csv"
    file = store(name=name, media_type="text/csv", content=out.getvalue().encode(), owner="import_batch")
    defaults = {**kind_of("customers").usual(external_list.entity), **external_list.defaults}
    batch = take_file(kind="customers", file=file, source=source_of(external_list), actor=actor, defaults=defaults)
    mapping = {column: place for place, column in enumerate(filled)}
    batch = check_batch(batch=batch, mapping=mapping, actor=actor, today=today)
    if batch.error_count:
        sentences = kind_of("customers").sentences
        reasons = " ".join(fault_sentence(fault.code, fault.parameters, sentences) for fault in batch.faults.order_by("id"))
        raise CannotRegister("row.faulty", reasons=reasons)
    batch = commit_batch(batch=batch, actor=actor, today=today)
    # Who sees his own customers alone goes on seeing this one; it is part of bringing him in.
    Customer.objects.filter(pk__in=batch.imported_rows.values("subject_id")).update(**of_his_reach(actor))
    statements.row("external_lists/let_history_speak")
    return batch


def _brought_by(batch: Any) -> Customer:
    return Customer.objects.get(
        pk=ExternalKey.objects.get(source=batch.source, customer__in=batch.imported_rows.values("subject_id")).customer_id
    )


def _demand_registrable(row: ListRow) -> None:
    if row.emptied_at is not None:
        raise CannotRegister("row.erased")
    if row.customer is not None:
        raise CannotRegister("row.registered", number=row.customer.number)
    if not row.name:
        raise CannotRegister("row.nameless")
