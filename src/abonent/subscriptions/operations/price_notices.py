"""Tell whoever pays more from a day on: written with the price change, printed and listed, noted once they are sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.contacting import way_parameters
from abonent.customers.models import ContactPoint
from abonent.customers.rules.contacting import Way
from abonent.kit import clock, files, statements
from abonent.kit.batches import batched
from abonent.kit.documents import PDF
from abonent.kit.files import store
from abonent.kit.models import StoredFile
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.operations import record_act
from abonent.subscriptions.documents.price_letter import address_list, price_email_list, price_letters_pdf
from abonent.subscriptions.models import PriceNotice, PriceNoticeFile
from abonent.subscriptions.models.price_notice import ADDRESSES
from abonent.subscriptions.models.renewal_notice import EMAIL, LETTER

OWNER = "price_notice_file"
AT_A_TIME = 1_000
# It is about the customer's own subscription: who refuses e-mails about that gets a letter.
WAYS = [Way(channel="email", purpose="service")]
CONTACTED = ("customers/contactable", "subscriptions/told_of_prices")


class CannotTell(Refusal):
    """Letters about a new price that cannot be noted as sent."""

    sentences = {
        "price_notice.not_done": _("Run %(run)s is %(state)s; who was told is noted once its prices are changed."),
        "price_notice.nobody": _("Nobody waits to be told: all are told already, or nobody pays more."),
        "price_notice.future": _("%(day)s is not yet past. Note it when the letters are sent."),
        "price_notice.before": _("The prices were changed on %(day)s. Nobody was told before."),
    }


@dataclass(frozen=True)
class Told:
    """How many are to be told of a price change, how many are, and how many were or will be too late; until when the others must be."""

    all: int
    waiting: int
    late: int
    latest_on: date | None


def write_price_notices(*, parameters: Mapping[str, Any], first: int, latest: int) -> int:
    """Write down who is to be told of the prices that a chunk agreed, in the caller's transaction; returns how many."""
    chunk = {"run": parameters["run"], "first": first, "latest": latest, "by_email": parameters.get("by_email", False)}
    contacted = {"today": parameters["as_of"], **way_parameters(WAYS)}
    return statements.run("subscriptions/write_price_notices", source=CONTACTED, **chunk, **contacted)


def make_price_files(run: Run) -> int:
    """Make the one file of a run's letters, the list of their addresses and that of its e-mails, unless they are there; returns how many
    files."""
    letters, emails = notices_of(run, LETTER), notices_of(run, EMAIL)
    made = ((LETTER, letters, _letters), (ADDRESSES, letters, _addresses), (EMAIL, emails, _emails))
    return sum(bool(_keep(run, kind, notices, make)) for kind, notices, make in made)


def notices_of(run: Run, channel: str) -> QuerySet[PriceNotice]:
    """Whom a run wants told by a channel, in the order of its plan."""
    related = ("customer", "subscription__product", "subscription__entity", "subscription__subscriber")
    return PriceNotice.objects.filter(run_id=run.pk, channel=channel).select_related(*related).order_by("pk")


def told_of(run: Run, today: date) -> Told:
    """Who is told of a price change so far, on a day."""
    waits, standing = Q(told_on=None), PriceNotice.objects.filter(run_id=run.pk, withdrawn_at=None)
    late = Q(told_on__gt=F("latest_on")) | (waits & Q(latest_on__lt=today))
    counted = standing.aggregate(
        all=Count("pk"), waiting=Count("pk", filter=waits), late=Count("pk", filter=late), latest_on=Min("latest_on", filter=waits)
    )
    return Told(**counted)


def note_told(*, run: Run, told_on: date, actor: StaffUser | None, today: date) -> int:
    """Write down that all who wait were told on a day; returns how many."""
    with change_by(actor, "note_told"):
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state != Run.State.DONE:
            raise CannotTell("price_notice.not_done", run=locked.pk, state=locked.get_state_display())
        if told_on > today:
            raise CannotTell("price_notice.future", day=told_on)
        if told_on < locked.as_of:
            raise CannotTell("price_notice.before", day=locked.as_of)
        at = clock.now()
        told = PriceNotice.objects.filter(run_id=run.pk, told_on=None, withdrawn_at=None).update(told_on=told_on, told_at=at)
        if not told:
            raise CannotTell("price_notice.nobody")
        # An act of its own kind: the price change can be taken back whoever was told of it.
        inverse = {"verb": "forget_told", "run": run.pk, "told_at": at.isoformat()}
        record_act(actor=actor, verb="note_told", subject_kind="price_notices", subject_ids=[run.pk], inverse=inverse)
    return told


def forget_told(*, run: Run, told_at: datetime, actor: StaffUser | None) -> int:
    """Let those wait again who were noted as told at a moment; returns how many."""
    with change_by(actor, "forget_told"):
        again = PriceNotice.objects.filter(run_id=run.pk, told_at=told_at).update(told_on=None, told_at=None)
        record_act(actor=actor, verb="forget_told", subject_kind="price_notices", subject_ids=[run.pk])
    return again


def forget_price_files(*, before: datetime) -> int:
    """Take away the files that were made before a moment: addresses in them grow old, and they are printed. Who was told stays."""
    old = list(PriceNoticeFile.objects.filter(made_at__lt=before).select_related("stored_file"))
    for one in old:
        with transaction.atomic():
            one.delete()
            files.forget(one.stored_file)
    return len(old)


def _keep(run: Run, kind: str, notices: QuerySet[PriceNotice], made: Any) -> int:
    count = notices.count()
    if not count or PriceNoticeFile.objects.filter(run_id=run.pk, kind=kind).exists():
        return 0
    PriceNoticeFile.objects.create(run_id=run.pk, kind=kind, stored_file=made(run, notices), notices=count)
    return count


def _why(run: Run) -> Mapping[str, str]:
    return run.parameters.get("why", {})


def _letters(run: Run, notices: QuerySet[PriceNotice]) -> StoredFile:
    rows = notices.iterator(chunk_size=AT_A_TIME)
    content = price_letters_pdf(rows, why=_why(run), today=date.fromisoformat(run.parameters["notice_on"]), at=clock.now())
    return store(name=f"price-letters-{run.pk}.pdf", media_type=PDF, content=content, owner=OWNER)


def _addresses(run: Run, notices: QuerySet[PriceNotice]) -> StoredFile:
    content = "".join(address_list(batched(notices.iterator(chunk_size=AT_A_TIME), AT_A_TIME), today=run.as_of))
    return store(name=f"price-addresses-{run.pk}.csv", media_type="text/csv", content=content.encode(), owner=OWNER)


def _emails(run: Run, notices: QuerySet[PriceNotice]) -> StoredFile:
    content = "".join(price_email_list(_addressed(notices), why=_why(run)))
    return store(name=f"price-emails-{run.pk}.csv", media_type="text/csv", content=content.encode(), owner=OWNER)


def _addressed(notices: QuerySet[PriceNotice]) -> Iterator[tuple[PriceNotice, str]]:
    """The notices with the preferred address of each customer."""
    preferred = ContactPoint.objects.filter(kind="email", preferred=True, valid=True, contact_person=None)
    addresses = dict(preferred.filter(customer__in=notices.values("customer")).values_list("customer", "value"))
    for notice in notices:
        yield notice, addresses.get(notice.customer_id, "")
