"""How many copies an outlet gets: from a day on by the weekday, of single issues otherwise; and what came back of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.distribution.models import Draw, DrawChange, DrawReturn, Outlet
from abonent.distribution.outlet_queries import Drawn, drawn, printed_edition
from abonent.distribution.refusals import DatedRefusal
from abonent.editions.models import Issue
from abonent.editions.models.lead_time import COPIES
from abonent.editions.promise_clock import Affected, first_issue_affected
from abonent.editions.queries import next_issue
from abonent.kit import clock
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.periods import period
from abonent.runs.operations import record_act

BROUGHT_BY = "carrier"
NONE = (0,) * 7


class CannotDraw(DatedRefusal):
    """A number of copies that cannot be as asked."""

    sentences = {
        "draw.closed": _("The outlet is closed from %(day)s."),
        "draw.nothing_to_sell": _("This product has no printed edition that could be sold."),
        "draw.no_calendar": _("The issues from that day are not made yet. Make the calendar of the paper longer first."),
        "draw.too_late": _("The paper of %(issue)s can no longer be changed. The first that can is that of %(day)s."),
        "draw.unchanged": _("The outlet draws that already."),
        "draw.not_drawn": _("Nothing is drawn of the paper of %(issue)s."),
        "draw.effect_changed": _("Something has changed meanwhile. Look at the effect again, then save."),
        "draw.not_this_way": _("The draw was changed since. Change it again instead."),
        "return.more_than_drawn": _("Of the paper of %(issue)s %(most)s copies can come back at most."),
        "return.too_late": _("Copies of the paper of %(issue)s could come back until %(day)s."),
        "return.to_come": _("The paper of %(issue)s has not come out yet."),
    }


@dataclass(frozen=True, kw_only=True)
class AskedDraw:
    """How many copies of a product on each weekday, Monday first, from a day on."""

    product: Product
    copies: tuple[int, ...]
    from_on: date


@dataclass(frozen=True)
class DrawEffect:
    """What another draw does: the copies of a week before and after it, and the first issue that it reaches."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    affected: Affected

    @property
    def digest(self) -> str:
        """A name for exactly this effect."""
        return digest_of(self.before, self.after, self.affected.issue_id)


def preview_draw(*, outlet: Outlet, asked: AskedDraw) -> DrawEffect:
    """What another draw would do; nothing is kept."""
    return foresee(lambda: _drawn_otherwise(outlet, asked)[1])


def set_draw(*, outlet: Outlet, asked: AskedDraw, actor: StaffUser | None, effect: str | None = None) -> Draw:
    """Let an outlet get other copies from a day on, until a day from which something else was said already. With `effect` only if it
    still does what was shown. Can be undone until the first paper with the new number is counted."""
    with change_by(actor, "set_draw"):
        draw, done, inverse = _drawn_otherwise(outlet, asked)
        insist(done, effect, CannotDraw("draw.effect_changed"))
        record_act(
            actor=actor, verb="set_draw", subject_kind="outlet", subject_ids=[outlet.pk], inverse=inverse, until=done.affected.cut_off_at
        )
    return draw


def put_draw_back(*, draw: Draw, copies: Sequence[int], before: Sequence[int] | None, actor: StaffUser | None) -> None:
    """Let a draw be as before: with its former copies, or not at all, so that the one before it goes on."""
    with change_by(actor, "put_draw_back"):
        _lock(draw.outlet)
        locked = Draw.objects.filter(pk=draw.pk, copies=list(copies)).first()
        if locked is None:
            raise CannotDraw("draw.not_this_way")
        if before is not None:
            locked.copies = list(before)
            locked.save(update_fields=["copies"])
            return
        former = _draws(draw.outlet, draw.product).filter(during__endswith=locked.during.lower).first()
        locked.delete()
        if former:
            former.during = period(former.during.lower, locked.during.upper)
            former.save(update_fields=["during"])


def change_draws(*, outlet: Outlet, product: Product, copies: Mapping[int, int | None], actor: StaffUser | None, remark: str = "") -> None:
    """Let single issues, by their keys, have other copies than the draw says; None: what the draw says."""
    with change_by(actor, "change_draws"):
        _lock(outlet)
        issues = _known(outlet, product, copies)
        reached = _reached(product, min(issue.on for issue in issues.values()))
        for issue in issues.values():
            if outlet.closed_from and issue.on >= outlet.closed_from:
                raise CannotDraw("draw.closed", day=outlet.closed_from)
            if issue.on < reached.published_on:
                raise CannotDraw("draw.too_late", issue=issue.on, day=reached.published_on)
        _say(DrawChange, outlet, product, copies, actor, remarks=dict.fromkeys(copies, remark))


def note_returns(*, outlet: Outlet, product: Product, copies: Mapping[int, int | None], actor: StaffUser | None, today: date) -> None:
    """Note what came back of single issues, by their keys; None: nothing was noted after all."""
    with change_by(actor, "note_returns"):
        _lock(outlet)
        issues = _known(outlet, product, copies)
        for key, returned in copies.items():
            if returned is not None:
                _check_return(outlet, issues[key], returned, today)
        _say(DrawReturn, outlet, product, copies, actor, remarks={}, came_on=today)


def most_returns(outlet: Outlet, copies: int) -> int:
    """How many of so many copies may come back; parts of a copy do not."""
    return copies * outlet.return_percent // 100


def _check_return(outlet: Outlet, issue: Drawn, returned: int, today: date) -> None:
    until = issue.on + timedelta(days=outlet.return_days)
    if issue.on > today:
        raise CannotDraw("return.to_come", issue=issue.on)
    if today > until:
        raise CannotDraw("return.too_late", issue=issue.on, day=until)
    most = most_returns(outlet, issue.copies)
    if returned > most:
        raise CannotDraw("return.more_than_drawn", issue=issue.on, most=most)


def _drawn_otherwise(outlet: Outlet, asked: AskedDraw) -> tuple[Draw, DrawEffect, dict[str, Any]]:
    _lock(outlet)
    if outlet.closed_from and asked.from_on >= outlet.closed_from:
        raise CannotDraw("draw.closed", day=outlet.closed_from)
    edition = printed_edition(asked.product)
    if edition is None:
        raise CannotDraw("draw.nothing_to_sell")
    reached = _reached(asked.product, asked.from_on)
    first = next_issue(edition=edition, on_or_after=asked.from_on, weekdays=asked.product.weekdays)
    if first and first.published_on < reached.published_on:
        raise CannotDraw("draw.too_late", issue=first.published_on, day=reached.published_on)
    draws = _draws(outlet, asked.product)
    standing = draws.filter(during__contains=asked.from_on).first()
    before = tuple(standing.copies) if standing else NONE
    if before == asked.copies:
        raise CannotDraw("draw.unchanged")
    effect = DrawEffect(before, asked.copies, reached)
    if standing and standing.during.lower == asked.from_on:
        standing.copies = list(asked.copies)
        standing.save(update_fields=["copies"])
        return standing, effect, _inverse(standing, before)
    later = draws.filter(during__startswith__gt=asked.from_on).order_by("during").first()
    until = standing.during.upper if standing else later and later.during.lower
    if standing:
        standing.during = period(standing.during.lower, asked.from_on)
        standing.save(update_fields=["during"])
    draw = Draw.objects.create(outlet=outlet, product=asked.product, copies=list(asked.copies), during=period(asked.from_on, until))
    return draw, effect, _inverse(draw, None)


def _inverse(draw: Draw, before: Sequence[int] | None) -> dict[str, Any]:
    return {"verb": "put_draw_back", "draw": draw.pk, "copies": list(draw.copies), "before": None if before is None else list(before)}


def _reached(product: Product, on_or_after: date | None) -> Affected:
    """The first issue whose copies can still be changed; deliveries to outlets are early ones."""
    found = first_issue_affected(
        product=product, weekdays=product.weekdays, delivery_method=BROUGHT_BY, act=COPIES, asked_at=clock.now(), on_or_after=on_or_after
    )
    if found is None:
        raise CannotDraw("draw.no_calendar")
    return found


def _known(outlet: Outlet, product: Product, keys: Mapping[int, Any]) -> dict[int, Drawn]:
    """The issues that something is said of, as they are drawn."""
    issues = {issue.issue_id: issue for issue in drawn(outlet, product, issues=list(keys))}
    missing = set(keys) - set(issues)
    if missing:
        raise CannotDraw("draw.not_drawn", issue=Issue.objects.filter(pk__in=missing).earliest("published_on").published_on)
    return issues


def _say(
    model: Any,
    outlet: Outlet,
    product: Product,
    copies: Mapping[int, int | None],
    actor: StaffUser | None,
    *,
    remarks: Mapping[int, str],
    **told: Any,
) -> None:
    """What is said of issues stands in place of what was said before; one act, which names what was said before."""
    standing = model.objects.filter(outlet=outlet, product=product, issue__in=list(copies), withdrawn_at=None)
    said = {key: (was, remark) for key, was, remark in standing.values_list("issue", "copies", "remark")}
    standing.update(withdrawn_by=actor, withdrawn_at=clock.now())
    model.objects.bulk_create(
        model(outlet=outlet, product=product, issue_id=key, copies=number, remark=remarks.get(key, ""), said_by=actor, **told)
        for key, number in copies.items()
        if number is not None
    )
    verb = "change_draws" if model is DrawChange else "note_returns"
    inverse = {
        "verb": f"put_{verb}_back",
        "outlet": outlet.pk,
        "product": product.pk,
        "said": [[key, *said.get(key, (None, ""))] for key in copies],
    }
    record_act(actor=actor, verb=verb, subject_kind="outlet", subject_ids=[outlet.pk], inverse=inverse)


def say_as_before(
    *, model: Any, outlet: Outlet, product: Product, said: Sequence[tuple[int, int | None, str]], actor: StaffUser | None, today: date
) -> None:
    """Let what is said of issues - key, copies, remark - be what it was, whatever the rules say by now."""
    copies, remarks = {key: was for key, was, _remark in said}, {key: remark for key, _was, remark in said}
    with change_by(actor, "say_as_before"):
        _lock(outlet)
        _say(model, outlet, product, copies, actor, remarks=remarks, **({"came_on": today} if model is DrawReturn else {}))


def _draws(outlet: Outlet, product: Product) -> Any:
    return Draw.objects.filter(outlet=outlet, product=product)


def _lock(outlet: Outlet) -> None:
    Outlet.objects.select_for_update().get(pk=outlet.pk)
