"""Letters about the accounts of all who owe so much: planned, looked at, written, put into one file for the printer, sent by e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from babel import Locale
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from abonent.access.models import StaffUser
from abonent.billing.account_facts import account_facts
from abonent.billing.models import AccountLetter, AccountLetterPlan, PrintFile
from abonent.billing.models.account_letter import CONFIRMATION, EMAIL, PAPER, STATEMENT
from abonent.billing.operations.account_letters import MESSAGE, TO_MAIL, Batch, CannotWrite, Wanted, buyers_of, demand_sender, write_letters
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import queue_messages, withdraw_messages
from abonent.kit import clock, documents, statements
from abonent.kit.documents import PDF
from abonent.kit.files import read_stored, store
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.kinds import Totals
from abonent.runs.models import Run
from abonent.runs.operations import begin_run, record_act
from abonent.ui import wording

KIND = "account_letters"
SEPARATOR = Path(__file__).parents[1] / "documents" / "separator.typ"


class CannotHoldLetter(Refusal):
    """Rows of a plan that are held back or let go too late."""

    sentences = {"run.not_planned": _("Run %(run)s is %(state)s; only rows of a planned run can be held back.")}


class CannotMailLetters(Refusal):
    """Letters of a run that cannot go by e-mail."""

    sentences = {
        "letters.not_done": _("Run %(run)s is not finished. Send its letters once they are written."),
        "letters.nothing": _("Run %(run)s has no letter to be sent by e-mail that is not sent already."),
    }


def begin_letters(
    *, entity: LegalEntity, kind: str, from_on: date | None, as_of: date, least: Decimal, actor: StaffUser | None, today: date
) -> Run:
    """Begin a run of letters to all whose account stood at `least` or more after a day, either way."""
    if as_of > today:
        raise CannotWrite("letter.to_come")
    if kind == STATEMENT and (from_on is None or from_on > as_of):
        raise CannotWrite("letter.order")
    said = {
        "kind": kind,
        "from_on": None if kind == CONFIRMATION or from_on is None else from_on.isoformat(),
        "least": str(least),
        "today": today.isoformat(),
    }
    return begin_run(kind=KIND, entity=entity, as_of=as_of, actor=actor, parameters=said)


def plan_letters(run: Run) -> int:
    """Who is written to about which balance."""
    said = run.parameters
    return statements.run(
        "billing/plan_account_letters", run=run.pk, entity=run.entity_id, as_of=run.as_of, least=said["least"], today=said["today"]
    )


def totals_of_letters(run: Run) -> Totals:
    """The letters that are to be written, and what the accounts come to in the currency of the company."""
    planned = AccountLetterPlan.objects.filter(run=run, finding="")
    amount = planned.filter(currency=run.entity.currency).aggregate(amount=Sum("balance"))["amount"]
    return Totals(planned.count(), amount or 0, run.entity.currency)


def write_chunk(run: Run, first: int, latest: int) -> int:
    """Write the letters of a chunk. One whose account has changed since it was planned is left out: somebody booked into the past."""
    planned = AccountLetterPlan.objects.filter(run=run, ordinal__range=(first, latest), finding="", held=False)
    rows = list(
        planned.exclude(letter_id__in=AccountLetter.objects.filter(run=run).values("pk")).select_related("customer").order_by("ordinal")
    )
    from_on = run.parameters["from_on"]
    batch = Batch(
        run.entity,
        run.parameters["kind"],
        date.fromisoformat(from_on) if from_on else None,
        run.as_of,
        date.fromisoformat(run.parameters["today"]),
        run,
    )
    accounts = account_facts(entity=run.entity, customers=[row.customer_id for row in rows], as_of=run.as_of, from_on=batch.from_on)
    wanted = [
        Wanted(row.customer, account, row.channel, row.letter_id)
        for row in rows
        if (account := accounts.get((row.customer_id, row.currency))) and account.balance == row.balance
    ]
    return len(write_letters(batch, wanted, actor=run.created_by)) if wanted else 0


def print_letters(run: Run) -> int:
    """The letters on paper as one file, by country and postal code, a sheet before each country; returns how many."""
    letters = list(letters_of(run, PAPER).select_related("customer", "stored_file", "entity"))
    if not letters or PrintFile.objects.filter(run_id=run.pk).exists():
        return 0
    buyers = buyers_of([letter.customer for letter in letters], date.fromisoformat(run.parameters["today"]))
    letters.sort(key=lambda letter: _place_in_post(letter, buyers))
    content = documents.merge(_parts(run, letters, buyers))
    stored = store(name=f"letters-{run.pk}.pdf", media_type=PDF, content=content, owner="print_file")
    PrintFile.objects.create(
        run_id=run.pk,
        stored_file=stored,
        invoices=len(letters),
        pages=documents.count_pages(content),
        asked_by=run.created_by,
        made_at=clock.now(),
    )
    return len(letters)


def mail_letters(*, run: Run, actor: StaffUser | None) -> int:
    """Put the letters of a run that go by e-mail into the outbox; returns how many are new."""
    if run.state != Run.State.DONE:
        raise CannotMailLetters("letters.not_done", run=run.pk)
    demand_sender(run.entity)
    with transaction.atomic():
        clock.hand_over()
        queued = queue_messages(kind=MESSAGE, source=TO_MAIL, actor=actor, run=run.pk, letters=[])
        if not queued:
            raise CannotMailLetters("letters.nothing", run=run.pk)
        inverse = {"verb": "withdraw_letters", "run": run.pk}
        record_act(actor=actor, verb="mail_letters", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return queued


def withdraw_letters(*, run: Run) -> int:
    """Do not send what still waits of a run's messages; returns how many."""
    return withdraw_messages(messages=OutgoingMessage.objects.of_sources(MESSAGE, letters_of(run, EMAIL).values("pk")))


def hold_letters(*, run: Run, ordinals: Sequence[int], held: bool, actor: StaffUser | None) -> int:
    """Hold back rows of a plan, or let them go; returns how many rows changed."""
    with transaction.atomic():
        clock.hand_over()
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state != Run.State.PLANNED:
            raise CannotHoldLetter("run.not_planned", run=locked.pk, state=locked.get_state_display())
        goes = AccountLetterPlan.objects.filter(run=run, finding="")
        changed = goes.filter(ordinal__in=ordinals, held=not held).update(held=held)
        record_act(
            actor=actor,
            verb="hold_letters" if held else "let_letters_go",
            subject_kind="run",
            subject_ids=[run.pk],
            inverse={"verb": "hold_letters", "run": run.pk, "ordinals": list(ordinals), "held": not held},
        )
    return changed


def letters_of(run: Run, channel: str) -> QuerySet[AccountLetter]:
    """The letters of a run that go by a channel."""
    return AccountLetter.objects.filter(run=run, channel=channel)


def _place_in_post(letter: AccountLetter, buyers: dict[int, dict[str, Any]]) -> tuple[str, str, int]:
    buyer = buyers[letter.customer_id]
    return buyer["country"], buyer.get("postal_code", ""), letter.customer.number


def _parts(run: Run, letters: Sequence[AccountLetter], buyers: dict[int, dict[str, Any]]) -> Iterator[bytes]:
    for country, group in groupby(letters, key=lambda letter: buyers[letter.customer_id]["country"]):
        together = list(group)
        yield _separator(run, country, len(together))
        for letter in together:
            yield read_stored(letter.stored_file)


def _separator(run: Run, country: str, count: int) -> bytes:
    language = run.entity.language
    with override(language):
        words = ngettext("%(count)s letter", "%(count)s letters", count) % {"count": wording.number(count, language)}
    name = Locale.parse(wording.locale(language)).territories.get(country, country) if country else ""
    sheet = {"language": language, "title": f"{run.pk} {country}", "lines": [run.entity.name, str(run.pk), name, words]}
    return documents.make(SEPARATOR, [sheet], at=clock.now()).content
