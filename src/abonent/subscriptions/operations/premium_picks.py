"""Send the subscriber gifts that wait: planned, looked at, taken from the shelf and addressed; taken back as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit import clock, files, statements
from abonent.kit.documents import PDF
from abonent.kit.files import store
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act, Run
from abonent.runs.operations import record_act
from abonent.stock.models import StockMovement
from abonent.stock.models.movement import SHIPMENT
from abonent.stock.operations import ship, take_shipments_back
from abonent.subscriptions.documents.premium_papers import labels_pdf, pick_list_pdf
from abonent.subscriptions.models import PremiumFile, PremiumPickPlan
from abonent.subscriptions.models.premium import LABELS, PICK_LIST

KIND = "premium_picks"
OWNER = "premium_file"


class CannotHoldPremium(Refusal):
    """A plan that is not looked at any more."""

    sentences = {"run.not_planned": _("Run %(run)s is %(state)s; rows are held back only while it waits for its approval.")}


def plan_premium_picks(run: Run) -> int:
    """Fill `premium_pick_plan` with what goes where, and what does not and why; returns how many rows."""
    source = "subscriptions/premiums_to_send"
    return statements.run("subscriptions/plan_premium_picks", source=source, run=run.pk, entity=run.entity_id, as_of=run.as_of)


def send_premiums(*, run: Run, first: int, latest: int) -> int:
    """Send the gifts of a chunk of the plan in the caller's transaction; returns how many."""
    chunk = PremiumPickPlan.objects.filter(run=run, ordinal__range=(first, latest))
    items = set(chunk.values_list("item", flat=True))
    source = ("subscriptions/picked_premiums", "subscriptions/premiums_to_send")
    parameters = {"entity": run.entity_id, "as_of": run.as_of, "first": first, "latest": latest}
    return ship(source=source, run=run.pk, moved_on=run.as_of, items=items, **parameters)


def sent_by(run: Run) -> QuerySet[PremiumPickPlan]:
    """The rows of a plan whose gifts were sent, in the order in which they are taken from the shelf."""
    shipments = StockMovement.objects.filter(
        reservation=OuterRef("premium__reservation"), run_id=run.pk, kind=SHIPMENT, reverses=None, reversed_by=None
    )
    related = ("item", "receiver", "place", "premium__subscription", "run__entity")
    return PremiumPickPlan.objects.filter(Exists(shipments), run=run).select_related(*related).order_by("ordinal")


def print_papers(run: Run) -> int:
    """Make the pick list and the address labels of a run, unless they are there; returns for how many gifts."""
    rows = list(sent_by(run))
    if not rows or PremiumFile.objects.filter(run_id=run.pk).exists():
        return 0
    at = clock.now()
    contents = {PICK_LIST: pick_list_pdf(run, rows, at=at), LABELS: labels_pdf(rows, at=at)}
    for kind, content in contents.items():
        stored = store(name=f"gifts-{kind}-{run.pk}.pdf", media_type=PDF, content=content, owner=OWNER)
        PremiumFile.objects.create(run_id=run.pk, kind=kind, stored_file=stored, premiums=len(rows))
    return len(rows)


def tell_premium_picks(run: Run) -> int:
    """Write down the act of a committed run, so that it can be taken back; returns 1, or 0 if it was told."""
    if Act.objects.filter(verb="send_premiums", subject_kind="run", subject_ids=[run.pk]).exists():
        return 0
    inverse = {"verb": "take_premium_picks_back", "run": run.pk}
    record_act(actor=run.created_by, verb="send_premiums", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return 1


def take_premium_picks_back(*, run: Run, actor: StaffUser | None, today: date) -> int:
    """Nothing of a run was sent after all: the gifts wait again, but for those that have come back; returns how many."""
    with change_by(actor, "take_premium_picks_back"):
        taken_back = take_shipments_back(run=run.pk, actor=actor, today=today)
        record_act(actor=actor, verb="take_premium_picks_back", subject_kind="run", subject_ids=[run.pk])
    return taken_back


def hold_premiums(*, run: Run, ordinals: Sequence[int], held: bool, actor: StaffUser | None) -> int:
    """Hold back rows of the plan, so that they are not sent this time, or let them go; returns how many rows changed."""
    with transaction.atomic():
        clock.hand_over()
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state != Run.State.PLANNED:
            raise CannotHoldPremium("run.not_planned", run=locked.pk, state=locked.get_state_display())
        goes = PremiumPickPlan.objects.filter(run=run, finding="")
        changed = goes.filter(ordinal__in=ordinals, held=not held).update(held=held)
        inverse = {"verb": "hold_premiums", "run": run.pk, "ordinals": list(ordinals), "held": not held}
        verb = "hold_premiums" if held else "let_premiums_go"
        record_act(actor=actor, verb=verb, subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return changed


def forget_premium_files(*, before: datetime) -> int:
    """Take away the papers that were made before a moment: they have names and addresses, and the parcels are long gone."""
    old = list(PremiumFile.objects.filter(made_at__lt=before).select_related("stored_file"))
    for one in old:
        with transaction.atomic():
            one.delete()
            files.forget(one.stored_file)
    return len(old)
