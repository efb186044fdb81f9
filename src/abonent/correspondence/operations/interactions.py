"""Write down what was said; correct or remove it while it is fresh."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.correspondence.entries import Entry
from abonent.correspondence.models import Interaction, Matter
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act


class CannotRecord(Refusal):
    """An interaction that says nothing."""

    sentences = {
        "interaction.says_nothing": _("Write what was said, or choose what came of it."),
        "interaction.in_the_future": _("It is still to come. Say when it was."),
    }


class CannotCorrect(Refusal):
    """An interaction that stands as it is."""

    sentences = {
        "interaction.not_yours": _("Only who wrote this can change it. Write a follow-up instead."),
        "interaction.too_old": _("This could be changed for a day. Write a follow-up instead."),
    }


def record_interaction(
    *,
    customer: Customer,
    entry: Entry,
    actor: StaffUser | None,
    today: date,
    follows: Interaction | None = None,
    at: datetime | None = None,
) -> Interaction:
    """A note, call, meeting, letter or message of a customer, now or `at` a moment that was. One that `follows` another belongs to the same matter.

    Of a customer who was merged it is written to the one he was merged into.
    """
    _demand_something(entry)
    if at is not None and at > clock.now():
        raise CannotRecord("interaction.in_the_future")
    with change_by(actor, "record_interaction"):
        interaction = Interaction.objects.create(
            customer_id=customer.canonical_id,
            matter=_matter_of(follows, actor) if follows else None,
            recorded_by=actor,
            **({"happened_at": at} if at else {}),
            **entry.columns(),
        )
        interaction.refresh_from_db()
        record_act(
            actor=actor,
            verb="record_interaction",
            subject_kind="interaction",
            subject_ids=[interaction.pk],
            inverse={"verb": "remove_interaction", "interaction": interaction.pk},
            until=interaction.correctable_until(),
        )
    return interaction


def correct_interaction(*, interaction: Interaction, entry: Entry, actor: StaffUser | None, today: date) -> Interaction:
    """Mend what one wrote oneself, within a day. What it said before stays in the history."""
    _demand_something(entry)
    with change_by(actor, "correct_interaction"):
        locked = Interaction.objects.select_for_update(of=("self",)).get(pk=interaction.pk)
        _demand_correctable(locked, actor)
        before = Entry.of(locked)
        if entry != before:
            Interaction.objects.filter(pk=locked.pk).update(**entry.columns())
            record_act(
                actor=actor,
                verb="correct_interaction",
                subject_kind="interaction",
                subject_ids=[locked.pk],
                inverse={"verb": "correct_interaction_back", "interaction": locked.pk, **before.columns()},
                until=locked.correctable_until(),
            )
    interaction.refresh_from_db()
    return interaction


def remove_interaction(*, interaction: Interaction, actor: StaffUser | None, today: date) -> None:
    """Take away what one wrote oneself, within a day; it can be put back."""
    with change_by(actor, "remove_interaction"):
        locked = Interaction.objects.select_for_update(of=("self",)).get(pk=interaction.pk)
        _demand_correctable(locked, actor)
        record_act(
            actor=actor,
            verb="remove_interaction",
            subject_kind="interaction",
            subject_ids=[locked.pk],
            inverse={"verb": "put_interaction_back", "row": _row_of(locked)},
        )
        locked.delete()


def put_interaction_back(*, row: Mapping[str, Any], actor: StaffUser | None, today: date) -> Interaction:
    """Write a removed interaction again, as it was and under its number."""
    with change_by(actor, "put_interaction_back"):
        interaction = Interaction.objects.create(**row)
        record_act(actor=actor, verb="put_interaction_back", subject_kind="interaction", subject_ids=[interaction.pk])
    interaction.refresh_from_db()
    return interaction


def _matter_of(follows: Interaction, actor: StaffUser | None) -> Matter:
    """The matter of an interaction, opened now if it has none yet."""
    locked = Interaction.objects.select_for_update(of=("self",)).select_related("matter").get(pk=follows.pk)
    if locked.matter is None:
        locked.matter = Matter.objects.create(customer_id=locked.customer_id, opened_by=actor)
        Interaction.objects.filter(pk=locked.pk).update(matter=locked.matter)
    return locked.matter


def _demand_something(entry: Entry) -> None:
    if not (entry.subject or entry.body or entry.result):
        raise CannotRecord("interaction.says_nothing")


def _demand_correctable(interaction: Interaction, actor: StaffUser | None) -> None:
    if actor is not None and interaction.recorded_by_id != actor.pk:
        raise CannotCorrect("interaction.not_yours")
    if not interaction.correctable_by(actor, clock.now()):
        raise CannotCorrect("interaction.too_old")


def _row_of(interaction: Interaction) -> dict[str, Any]:
    """All columns as JSON has them."""
    values = {field.attname: getattr(interaction, field.attname) for field in Interaction._meta.concrete_fields}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
