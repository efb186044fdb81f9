"""The round on the carrier's telephone: open it by a secret address, take what he reports, and say that it is seen to."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import PartOff, StaffUser
from abonent.distribution.models import Carrier, FrozenBook, RoundLink, RoundReport
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

# Long enough not to be bothered with every month, short enough that a lost telephone does not open rounds for ever.
KEPT_OPEN = timedelta(days=180)
# A carrier who says more of a day than that is not a carrier.
MOST_REPORTS_A_DAY = 500


class CannotOpenRound(Refusal):
    """A round that cannot be opened or is closed already."""

    sentences = {
        "round.gone": _("%(carrier)s is gone and has no rounds."),
        "round.closed": _("There is no open address to end."),
        "round.settled": _("This is seen to already."),
    }


@dataclass(frozen=True)
class Report:
    """What was typed on a round; `book` names the list and the route that it is about."""

    key: UUID
    book: FrozenBook
    said: str
    place: int | None = None
    copies: int | None = None
    remark: str = ""


def open_round(*, carrier: Carrier, actor: StaffUser | None, today: date) -> str:
    """A new secret address for a carrier's rounds, which ends the one before; it is told here and never again."""
    if carrier.gone_from is not None and carrier.gone_from <= today:
        raise CannotOpenRound("round.gone", carrier=carrier.name)
    token = secrets.token_urlsafe(24)
    with change_by(actor, "open_round"):
        Carrier.objects.select_for_update().get(pk=carrier.pk)
        _end(carrier, actor)
        RoundLink.objects.create(carrier=carrier, token_hash=hash_of(token), expires_on=today + KEPT_OPEN, made_by=actor)
        record_act(actor=actor, verb="open_round", subject_kind="carrier", subject_ids=[carrier.pk])
    return token


def close_round(*, carrier: Carrier, actor: StaffUser | None) -> None:
    """The address opens nothing any more."""
    with change_by(actor, "close_round"):
        if not _end(carrier, actor):
            raise CannotOpenRound("round.closed")
        record_act(actor=actor, verb="close_round", subject_kind="carrier", subject_ids=[carrier.pk])


def carrier_of(token: str) -> Carrier | None:
    """Whose rounds an address opens; None where it opens nothing, or nothing any more, or distribution is off."""
    if PartOff.objects.filter(name="distribution").exists():
        return None
    link = RoundLink.objects.select_related("carrier__entity").filter(token_hash=hash_of(token), revoked_at=None).first()
    if link is None:
        return None
    today = clock.today(link.carrier.entity.zone)
    gone_from = link.carrier.gone_from
    return None if today >= link.expires_on or gone_from is not None and gone_from <= today else link.carrier


def take_reports(*, carrier: Carrier, reports: Sequence[Report]) -> list[UUID]:
    """Write down what a carrier reports; returns the keys that are there now, those that came before with them."""
    already = RoundReport.objects.filter(carrier=carrier, on_day__in={report.book.list.issue.published_on for report in reports}).count()
    rows = [
        RoundReport(
            key=report.key,
            carrier=carrier,
            route_id=report.book.route_id,
            on_day=report.book.list.issue.published_on,
            place_id=report.place,
            said=report.said,
            copies=report.copies,
            remark=report.remark,
        )
        for report in reports[: max(MOST_REPORTS_A_DAY - already, 0)]
    ]
    RoundReport.objects.bulk_create(rows, ignore_conflicts=True)
    keys = [report.key for report in reports]
    return list(RoundReport.objects.filter(key__in=keys, carrier=carrier).values_list("key", flat=True))


def settle_report(*, report: RoundReport, actor: StaffUser) -> None:
    """Somebody in the office has seen to it."""
    if not RoundReport.objects.filter(pk=report.pk, settled_at=None).update(settled_at=clock.now(), settled_by=actor):
        raise CannotOpenRound("round.settled")


def forget_books(*, before: date) -> int:
    """Take away the books of issues before a day, and what was written beside reports of them; returns how many books."""
    RoundReport.objects.filter(on_day__lt=before).exclude(remark="").update(remark="")
    count, _of_each = FrozenBook.objects.filter(list__issue__published_on__lt=before).delete()
    return count


def hash_of(token: str) -> str:
    """What is kept of a secret. It is long and by chance, so that nothing slower than a hash is needed to guard it."""
    return sha256(token.encode()).hexdigest()


def _end(carrier: Carrier, actor: StaffUser | None) -> int:
    return RoundLink.objects.filter(carrier=carrier, revoked_at=None).update(revoked_at=clock.now(), revoked_by=actor)
