"""An issue: how many copies are due by which way and until when that can be changed, how many are not and why, and each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_whole_companies
from abonent.editions.models import Issue
from abonent.editions.promise_words import moment_words, why_words
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.subscriptions import wording
from abonent.subscriptions.copies import DONATED, DUE, NOT_DUE, WAYS, Copy, CopyCount, copies_counted, copies_listed, deadline
from abonent.subscriptions.issue_reasons import WHY_NOT, shown_days
from abonent.subscriptions.models import Subscription
from abonent.ui.lists.reader import Reader, present_reader
from abonent.ui.open_records import remember

PAGE = 50
WITHOUT_DOOR = "without_door"
IN_GRACE = "in_grace"
ICONS = {
    "carrier": "news",
    "post": "mail",
    "pick_up": "building-store",
    "electronic": "device-tablet",
    "paused": "player-pause",
    "other_day": "news-off",
    "stopped": "player-stop",
    "not_sold": "history",
    "not_renewed": "circle-x",
    "before_start": "clock",
}


@dataclass(frozen=True)
class Group:
    """Copies that are looked at together: those that go one way, or those that are not due for one reason."""

    code: str
    label: Any
    icon: str
    copies: int
    note: str = ""
    why: str = ""


@dataclass(frozen=True)
class ShownCopy:
    """A line: whose copies, of what, how many, what becomes of them and where they go."""

    copy: Copy
    product: str
    words: str
    where: str


@permit("subscriptions.see")
def issue_page(request: StaffRequest, issue_id: int) -> HttpResponse:
    """The issue with its copies in sums, and those of one group one by one; `?group=`, `?after=`."""
    issue = get_object_or_404(_visible_issues(request), pk=issue_id)
    reader = present_reader()
    today = clock.today(issue.edition.title.entity.zone)
    counts = copies_counted(issue, today=today)
    due, not_due, lost = _due(issue, counts, reader), _not_due(counts), sum(one.without_door for one in counts)
    groups = {group.code: group for group in (*due, *not_due)}
    if lost:
        groups[WITHOUT_DOOR] = Group(WITHOUT_DOOR, _("No address is known"), "alert-triangle", lost)
    in_grace = sum(one.in_grace for one in counts)
    if in_grace:
        groups[IN_GRACE] = Group(IN_GRACE, _("In grace"), "history", in_grace)
    chosen = request.GET.get("group") or next(iter(groups), "")
    after = request.GET.get("after", "0")
    if chosen and chosen not in {*groups, *WAYS, *NOT_DUE} or not after.isdecimal():
        raise Http404
    rows = _rows(issue, chosen, int(after), today) if chosen else []
    name = f"{name_in(issue.edition.title.name, reader.language)}, {name_in(issue.edition.name, reader.language)}"
    remember(request, label=f"{name} {issue}", url=request.path, icon="news")
    neighbours = _visible_issues(request).filter(edition=issue.edition_id)
    context = {
        "issue": issue,
        "name": name,
        "due": due,
        "not_due": not_due,
        "in_grace": groups.get(IN_GRACE),
        "lost": groups.get(WITHOUT_DOOR),
        "all_due": sum(group.copies for group in due),
        "given_away": sum(one.copies for one in counts if one.outcome == DONATED),
        "all_not_due": sum(group.copies for group in not_due),
        "chosen": groups.get(chosen),
        "rows": _shown(rows[:PAGE], reader),
        "more_after": rows[PAGE - 1].subscription.number if len(rows) > PAGE else None,
        "before": neighbours.filter(published_on__lt=issue.published_on).order_by("-published_on").first(),
        "next": neighbours.filter(published_on__gt=issue.published_on).order_by("published_on").first(),
        "today": today,
    }
    return render(request, "subscriptions/issue.html", context)


def _visible_issues(request: StaffRequest) -> QuerySet[Issue]:
    """Issues of the viewer's companies; their sums are of all customers, so whoever sees only some of them sees none."""
    return of_whole_companies(Issue.objects.select_related("edition__title__entity"), request.user, path="edition__title__entity")


def _due(issue: Issue, counts: Sequence[CopyCount], reader: Reader) -> list[Group]:
    """By way, each with the moment until which its copies can be changed."""
    labels = dict(Subscription.DELIVERY_METHODS)
    found = []
    for way in WAYS:
        copies = sum(one.copies for one in counts if one.outcome in DUE and one.delivery_method == way)
        if copies:
            until = deadline(issue, way)
            moment = moment_words(until.cut_off_at, until.zone, reader.today, reader.language) if until else ""
            note = _("can be changed until %(moment)s") % {"moment": moment} if moment else ""
            found.append(Group(way, labels[way], ICONS[way], copies, note, why_words(until) if until else ""))
    return found


def _not_due(counts: Sequence[CopyCount]) -> list[Group]:
    by_reason = {one.outcome: one for one in counts}
    return [Group(reason, WHY_NOT[reason], ICONS[reason], by_reason[reason].copies) for reason in NOT_DUE if reason in by_reason]


def _rows(issue: Issue, chosen: str, after: int, today: date) -> list[Copy]:
    """One more than a page, to know whether there is another."""
    if chosen == WITHOUT_DOOR:
        return copies_listed(issue, outcomes=DUE, without_door=True, after=after, at_most=PAGE + 1, today=today)
    if chosen == IN_GRACE:
        return copies_listed(issue, outcomes=DUE, in_grace=True, after=after, at_most=PAGE + 1, today=today)
    if chosen in WAYS:
        return copies_listed(issue, outcomes=DUE, delivery_method=chosen, after=after, at_most=PAGE + 1, today=today)
    return copies_listed(issue, outcomes=[chosen], after=after, at_most=PAGE + 1, today=today)


def _shown(rows: Sequence[Copy], reader: Reader) -> list[ShownCopy]:
    days = shown_days([row.day for row in rows], reader.today)
    return [
        ShownCopy(
            row,
            wording.product_name(row.subscription, reader.language),
            day.words,
            day.where or ", ".join(part for part in (row.day.receiver, str(row.place or "")) if part),
        )
        for row, day in zip(rows, days, strict=True)
    ]
