"""Ask whoever's fixed term runs out to go on: planned with the price of the next term, looked at, written down once, printed and listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.contacting import way_parameters
from abonent.customers.models import ContactPoint
from abonent.customers.rules.contacting import Way
from abonent.kit import clock, files, statements
from abonent.kit.documents import PDF
from abonent.kit.files import store
from abonent.kit.foresee import foresee
from abonent.kit.models import StoredFile
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.operations import record_act
from abonent.subscriptions.documents.renewal_letter import Asked, asked_by, email_list, renewal_letters_pdf
from abonent.subscriptions.models import (
    RenewalNotice,
    RenewalNoticeFile,
    RenewalNoticePlan,
    RenewalNoticeStep,
    RenewalPlan,
    Subscription,
)
from abonent.subscriptions.models.renewal_notice import EMAIL, LETTER
from abonent.subscriptions.operations.plan_key import plan_key
from abonent.subscriptions.operations.plan_terms import plan_offers
from abonent.subscriptions.queries import last_issue_before

KIND = "renewal_notices"
OWNER = "renewal_notice_file"
AT_A_TIME = 1_000
# A notice is about the customer's own subscription: who refuses letters or e-mails about it gets none.
WAYS = [Way(channel="mail", purpose="service"), Way(channel="email", purpose="service")]
CONTACTED = ("customers/contactable", "subscriptions/asked_of_notices")


class CannotHoldNotice(Refusal):
    """A plan that is not looked at any more."""

    sentences = {"run.not_planned": _("Run %(run)s is %(state)s; rows are held back only while it waits for its approval.")}


def plan_renewal_notices(run: Run) -> int:
    """Fill `renewal_notice_plan` with who gets which notice, and who gets none and why; returns how many rows."""
    statements.run("subscriptions/make_work_notice")
    statements.run("subscriptions/empty_work_notice")
    statements.run("subscriptions/find_renewal_notices", entity=run.entity_id, as_of=run.as_of)
    plan_offers(run=run.pk, as_of=run.as_of, subscriptions=[])
    contacted = {"today": run.as_of, **way_parameters(WAYS)}
    return statements.run("subscriptions/plan_renewal_notices", source=CONTACTED, run=run.pk, **contacted)


def write_renewal_notices(*, run: Run, first: int, latest: int) -> int:
    """Write down the notices of a chunk of the plan in the caller's transaction; returns how many."""
    return statements.run("subscriptions/write_renewal_notices", run=run.pk, first=first, latest=latest)


def print_letters(run: Run) -> int:
    """Make the one file of a run's letters, unless it is there; returns how many letters."""
    return _keep(run, LETTER)


def list_emails(run: Run) -> int:
    """Make the list of a run's e-mails, unless it is there; returns how many."""
    return _keep(run, EMAIL)


def notices_of(run: Run, channel: str) -> QuerySet[RenewalNotice]:
    """The notices that a run wrote down by a channel, in the order of its plan."""
    related = ("step", "customer", "subscription__product", "subscription__entity", "subscription__subscriber")
    return RenewalNotice.objects.filter(run_id=run.pk, channel=channel).select_related(*related).order_by("pk")


def preview_notice(*, step: RenewalNoticeStep, subscription: Subscription, today: date) -> Asked | None:
    """What a step would say of a subscription whose present term is its last; None where its next term has no price."""
    begins_on = subscription.expiry.expires_on
    offer = foresee(lambda: _offer(subscription, today))
    if offer is None or offer.amount is None:
        return None
    last_on = last_issue_before(subscription, begins_on) or begins_on - timedelta(days=1)
    return Asked(step, subscription, subscription.payer, last_on, begins_on, offer.amount, offer.currency)


def hold_notices(*, run: Run, ordinals: Sequence[int], held: bool, actor: StaffUser | None) -> int:
    """Hold back rows of the plan, so that nobody writes to them this time, or let them go; returns how many rows changed."""
    with transaction.atomic():
        clock.hand_over()
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state != Run.State.PLANNED:
            raise CannotHoldNotice("run.not_planned", run=locked.pk, state=locked.get_state_display())
        goes = RenewalNoticePlan.objects.filter(run=run, finding__in=RenewalNoticePlan.GOES)
        changed = goes.filter(ordinal__in=ordinals, held=not held).update(held=held)
        record_act(
            actor=actor,
            verb="hold_renewal_notices" if held else "let_renewal_notices_go",
            subject_kind="run",
            subject_ids=[run.pk],
            inverse={"verb": "hold_renewal_notices", "run": run.pk, "ordinals": list(ordinals), "held": not held},
        )
    return changed


def forget_notice_files(*, before: datetime) -> int:
    """Take away the files that were made before a moment: addresses in them grow old, and they are printed. That they were sent stays."""
    old = list(RenewalNoticeFile.objects.filter(made_at__lt=before).select_related("stored_file"))
    for one in old:
        with transaction.atomic():
            one.delete()
            files.forget(one.stored_file)
    return len(old)


def _offer(subscription: Subscription, today: date) -> RenewalPlan | None:
    key = plan_key()
    statements.run("subscriptions/make_work_notice")
    statements.run("subscriptions/empty_work_notice")
    plan_offers(run=key, as_of=today, subscriptions=[subscription.pk])
    return RenewalPlan.objects.filter(run_id=key).first()


def _keep(run: Run, channel: str) -> int:
    notices = notices_of(run, channel)
    count = notices.count()
    if not count or RenewalNoticeFile.objects.filter(run_id=run.pk, channel=channel).exists():
        return 0
    stored = _letters(run, notices) if channel == LETTER else _emails(run, notices)
    RenewalNoticeFile.objects.create(run_id=run.pk, channel=channel, stored_file=stored, notices=count)
    return count


def _letters(run: Run, notices: QuerySet[RenewalNotice]) -> StoredFile:
    asked = (asked_by(notice) for notice in notices.iterator(chunk_size=AT_A_TIME))
    content = renewal_letters_pdf(asked, today=run.as_of, at=clock.now())
    return store(name=f"renewal-letters-{run.pk}.pdf", media_type=PDF, content=content, owner=OWNER)


def _emails(run: Run, notices: QuerySet[RenewalNotice]) -> StoredFile:
    content = "".join(email_list(_addressed(notices)))
    return store(name=f"renewal-emails-{run.pk}.csv", media_type="text/csv", content=content.encode(), owner=OWNER)


def _addressed(notices: QuerySet[RenewalNotice]) -> Iterator[tuple[Asked, str]]:
    """The notices with the preferred address of each customer."""
    preferred = ContactPoint.objects.filter(kind="email", preferred=True, valid=True, contact_person=None)
    addresses = dict(preferred.filter(customer__in=notices.values("customer")).values_list("customer", "value"))
    for notice in notices:
        yield asked_by(notice), addresses.get(notice.customer_id, "")
