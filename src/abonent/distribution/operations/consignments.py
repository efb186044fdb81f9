"""Put the letters, invoices or gifts of a run together for printer and post: looked at first, each piece once, taken back until fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.distribution.consigned import Consigned
from abonent.distribution.models import ConsignedPiece, Consignment, SortProfile
from abonent.distribution.refusals import DatedRefusal
from abonent.kit import clock, statements
from abonent.kit.foresee import digest_of, insist
from abonent.runs.models import Run
from abonent.runs.operations import record_act


class CannotConsign(DatedRefusal):
    """Something that cannot be put together, or not be taken back."""

    sentences = {
        "consignment.sent": _("Every piece of run %(run)s went with a consignment before. Take that one back to put it together anew."),
        "consignment.nothing": _("No piece of run %(run)s has an address. Enter the addresses first."),
        "consignment.effect_changed": _("Something was changed meanwhile. Look at the new counts and save again."),
        "consignment.withdrawn": _("It was taken back already."),
        "consignment.fetched": _("Its file was fetched %(at)s, so it stands."),
    }


@dataclass(frozen=True)
class ConsignmentEffect:
    """What would be put together: the pieces that go, those that went before, those without an address. `print` is of exactly these pieces."""

    pieces: int
    sent_before: int
    without_address: int
    print: int

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self)


def preview_consignment(*, sent: Consigned, run: Run) -> ConsignmentEffect:
    """What of a run would go; nothing is kept."""
    row = statements.row("distribution/sum_consignment", source=sent.source, kind=sent.kind, **pieces_asked(run))
    effect = ConsignmentEffect(row.pieces, row.sent_before, row.without_address, row.print)
    if not effect.pieces:
        raise CannotConsign("consignment.nothing" if effect.without_address else "consignment.sent", run=run.pk)
    return effect


def put_together(
    *, sent: Consigned, run: Run, profile: SortProfile | None, actor: StaffUser | None, effect: str | None = None
) -> Consignment:
    """Write down the pieces of a run that go. With `effect` only if these are still those that were shown."""
    with change_by(actor, "put_together"):
        locked = Run.objects.select_for_update().get(pk=run.pk)
        done = preview_consignment(sent=sent, run=locked)
        insist(done, effect, CannotConsign("consignment.effect_changed"))
        counts = {name: getattr(done, name) for name in ("pieces", "sent_before", "without_address")}
        made = Consignment.objects.create(entity_id=locked.entity_id, kind=sent.kind, run=locked, profile=profile, made_by=actor, **counts)
        asked = {"consignment": made.pk, "kind": sent.kind, **pieces_asked(locked)}
        statements.run("distribution/write_consignment", source=sent.source, **asked)
        inverse = {"verb": "withdraw_consignment", "consignment": made.pk}
        record_act(actor=actor, verb="put_together", subject_kind="consignment", subject_ids=[made.pk], inverse=inverse)
    return made


def withdraw_consignment(*, consignment: Consignment, actor: StaffUser | None) -> None:
    """It does not go: its pieces can go with another. Refused as soon as its file was fetched."""
    with change_by(actor, "withdraw_consignment"):
        locked = Consignment.objects.select_for_update().get(pk=consignment.pk)
        _demand_standing(locked)
        if locked.fetched_at is not None:
            raise CannotConsign("consignment.fetched", at=locked.fetched_at)
        ConsignedPiece.objects.filter(consignment=locked).delete()
        Consignment.objects.filter(pk=locked.pk).update(withdrawn_at=clock.now(), withdrawn_by=actor)
        record_act(actor=actor, verb="withdraw_consignment", subject_kind="consignment", subject_ids=[locked.pk])


def fetch_consignment(*, consignment: Consignment, actor: StaffUser | None) -> None:
    """Somebody takes its file out of the house: from now on it stands. The row is locked, so that nobody takes it back meanwhile."""
    with change_by(actor, "fetch_consignment"):
        locked = Consignment.objects.select_for_update().get(pk=consignment.pk)
        _demand_standing(locked)
        if locked.fetched_at is None:
            Consignment.objects.filter(pk=locked.pk).update(fetched_at=clock.now(), fetched_by=actor)


def pieces_asked(run: Run) -> dict[str, Any]:
    """What the questions for the pieces of a run ask: letters go where people lived on its day."""
    return {"run": run.pk, "day": run.as_of}


def _demand_standing(consignment: Consignment) -> None:
    if consignment.withdrawn_at is not None:
        raise CannotConsign("consignment.withdrawn")
