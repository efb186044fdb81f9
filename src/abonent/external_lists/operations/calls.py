"""Write down what came of calling somebody of a list: here, in the file, and with the customer if he is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.correspondence.entries import Entry
from abonent.correspondence.models import Interaction
from abonent.correspondence.operations import record_interaction, remove_interaction
from abonent.customers.models import Customer
from abonent.customers.operations import note_consent
from abonent.customers.operations.consents import latest_consent
from abonent.external_lists.models import ExternalList, ListCall, ListRow
from abonent.external_lists.operations.versions import locked, write_rows
from abonent.external_lists.standing import standings
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

Result = ListCall.Result
HOURS_TO_TAKE_BACK = timedelta(days=1)
# The register's words for what came of a call; the others say it in the text.
RESULTS = {
    Result.SOLD: Interaction.Result.SETTLED,
    Result.CALL_BACK: Interaction.Result.CALL_BACK,
    Result.NO_ANSWER: Interaction.Result.NO_ANSWER,
    Result.NOT_INTERESTED: Interaction.Result.NOT_INTERESTED,
}


class CannotCall(Refusal):
    """A call that cannot be written down."""

    sentences = {
        "call.row_gone": _("This row is no longer in the file. Nothing can be written beside it."),
        "call.erased": _("Who this was is erased. Nothing is written about him any more."),
        "call.back_passed": _("The day to call back has passed. Choose today or a later one."),
        "call.no_call_back": _(
            "A day to call back goes with To be called back, No answer or Interested. Choose one of these, or take the day away."
        ),
        "call.later_one": _("A later call stands in the same row. Undo that one first."),
        "call.not_yours": _("Only who wrote this can take it back."),
        "call.gone": _("This call is no longer there."),
    }


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came of a call, as a person says it."""

    result: str
    note: str = ""
    call_back_on: date | None = None


def record_call(*, row: ListRow, said: Said, actor: StaffUser, today: date) -> ListCall:
    """Write down what came of a call, and write it into the file; refused if somebody else has changed that since it was read."""
    _demand_sense(said, today)
    with change_by(actor, "record_list_call"):
        external_list = locked(row.external_list)
        row = _row_to_write(row)
        call = ListCall.objects.create(
            row=row,
            result=said.result,
            note=" ".join(said.note.split()),
            call_back_on=said.call_back_on,
            made_on=today,
            made_at=clock.now(),
            made_by=actor,
        )
        if row.customer is not None:
            tell_register(call, customer=row.customer, external_list=external_list, actor=actor, today=today)
        if call.result == Result.NO_MORE:
            _note_refusal(external_list, row, "withdrawn", actor=actor, today=today)
        write_rows(external_list=external_list, rows=[row], actor=actor)
        record_act(
            actor=actor,
            verb="record_list_call",
            subject_kind="list_row",
            subject_ids=[row.pk],
            inverse={"verb": "take_list_call_back", "call": call.pk},
            until=clock.now() + HOURS_TO_TAKE_BACK,
        )
    return call


def take_call_back(*, call_id: int, actor: StaffUser, today: date) -> None:
    """Take a call away that was written down by mistake; the file says again what it said before."""
    with change_by(actor, "take_list_call_back"):
        call = ListCall.objects.select_related("row__external_list", "interaction").filter(pk=call_id).first()
        if call is None:
            raise CannotCall("call.gone")
        external_list = locked(call.row.external_list)
        if call.made_by_id != actor.pk:
            raise CannotCall("call.not_yours")
        if ListCall.objects.filter(row=call.row_id, pk__gt=call.pk).exists():
            raise CannotCall("call.later_one")
        row, interaction = call.row, call.interaction
        if call.result == Result.NO_MORE:
            _note_refusal(external_list, row, "retracted", actor=actor, today=today)
        call.delete()
        if interaction is not None:
            remove_interaction(interaction=interaction, actor=actor, today=today)
        write_rows(external_list=external_list, rows=[row], actor=actor)
        record_act(actor=actor, verb="take_list_call_back", subject_kind="list_row", subject_ids=[row.pk])


def tell_register(call: ListCall, *, customer: Customer, external_list: ExternalList, actor: StaffUser, today: date) -> None:
    """Let the customer have the call on his timeline."""
    result = RESULTS.get(Result(call.result), Interaction.Result.NONE)
    words = [str(call.get_result_display())] if not result else []
    text = ". ".join([*words, *([call.note] if call.note else [])])
    entry = Entry(kind=Interaction.Kind.CALL, direction=Interaction.Direction.OUT, subject=external_list.name, body=text, result=result)
    call.interaction = record_interaction(customer=customer, entry=entry, actor=actor, today=today, at=call.made_at)
    call.save(update_fields=["interaction"])


def _note_refusal(external_list: ExternalList, row: ListRow, said: str, *, actor: StaffUser, today: date) -> None:
    """Whoever wants no more calls and is a customer has said so to the whole house, not to this list alone."""
    known = standings(external_list, [row], viewer=actor, today=today)[row.pk].known
    if known is None:
        return
    customer, purpose = Customer.objects.get(pk=known.customer_id), external_list.contact_purpose
    latest = latest_consent(customer, "telephone", purpose)
    if (latest is not None and latest.said == "withdrawn") == (said == "retracted"):
        note_consent(
            customer=customer,
            channel="telephone",
            purpose=purpose,
            said=said,
            source="telephone",
            words=external_list.name,
            actor=actor,
            today=today,
        )


def _demand_sense(said: Said, today: date) -> None:
    if said.call_back_on is None:
        return
    if said.call_back_on < today:
        raise CannotCall("call.back_passed")
    if said.result not in (Result.CALL_BACK, Result.NO_ANSWER, Result.INTERESTED):
        raise CannotCall("call.no_call_back")


def _row_to_write(row: ListRow) -> ListRow:
    found = ListRow.objects.select_for_update(of=("self",)).select_related("customer", "external_list__owner").get(pk=row.pk)
    if found.emptied_at is not None:
        raise CannotCall("call.erased")
    if found.line is None:
        raise CannotCall("call.row_gone")
    return found
