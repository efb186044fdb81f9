"""What the night board shows: the issues of a day by way of delivery, how many copies, how many more than on the same weekday, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, Exists, Max, Min, OuterRef, Q, QuerySet, Sum, Value

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.distribution.brought_along import declared_brought_along
from abonent.distribution.coverage_queries import laid_of, with_laid_out
from abonent.distribution.frozen_queries import LONGEST_BACK, WEEK, WEEKS_BACK
from abonent.distribution.models import AlarmSetAside, FrozenExtra, FrozenList, FrozenSum, HandOver, Route, RouteCarrier
from abonent.distribution.models.extra import OUTLET
from abonent.distribution.operations.freezing import KIND, ROUTED, WAYS
from abonent.editions.models import Issue
from abonent.editions.promise_clock import Affected, first_issues_affected
from abonent.kit import clock, statements
from abonent.runs.models import Run
from abonent.subscriptions.copies import DUE, LONGEST_LEAD

CARRIER = "carrier"
OF_ISSUES = (*ROUTED[:2], "distribution/copies_of_issues")
# A route is looked at where its copies differ by so much from the same weekday before, in share and in number.
ALARM_SHARE, ALARM_COPIES = 0.05, 3
# Until the paper is on the way, tonight is still about it.
NIGHT_ENDS = time(6)


@dataclass(frozen=True)
class RouteAlarm:
    """A route that needs a look: its copies now and before, or that nobody walks it. Without a route: doors that no route has. Somebody may
    have said that it is right."""

    route: Route | None
    copies: int
    before: int | None
    no_carrier: bool = False
    set_aside: AlarmSetAside | None = None

    @property
    def difference(self) -> int:
        """How many copies more."""
        return self.copies - (self.before or 0)

    @property
    def share(self) -> float | None:
        """By which share that is more; None where there is nothing to compare with."""
        return self.difference / self.before if self.before else None


@dataclass(frozen=True)
class Card:
    """The copies of an issue that go one way: those of subscribers and `drawn`, those of outlets; besides what is brought again and what is
    laid out to households."""

    issue: Issue
    way: str
    copies: int
    drawn: int
    again: int
    laid: int
    cut_off: Affected | None
    frozen: FrozenList | None = None
    run: Run | None = None
    before: FrozenList | None = None
    copies_before: int | None = None
    weeks: Sequence[int] = ()
    alarms: Sequence[RouteAlarm] = field(default_factory=tuple)

    @property
    def difference(self) -> int | None:
        """How many copies more than in the list it is compared with."""
        return None if self.copies_before is None else self.copies - self.copies_before

    @property
    def share(self) -> float | None:
        """By which share that is more."""
        return self.difference / self.copies_before if self.difference is not None and self.copies_before else None


@dataclass(frozen=True)
class _Known:
    """The lists and sums around the issues of a day, read at once."""

    lists: Mapping[tuple[int, str], list[FrozenList]]
    copies: Mapping[int, Mapping[int | None, int]]
    along: Mapping[int, Mapping[str, int]]

    def latest(self, issue: Issue, way: str) -> FrozenList | None:
        """The list it is compared with: of the same weekday, else of the issue before."""
        earlier = [one for one in self.lists[issue.edition_id, way] if one.issue.published_on < issue.published_on]
        recent = [one for one in earlier if one.issue.published_on >= issue.published_on - LONGEST_BACK]
        same = [one for one in recent if one.issue.published_on.weekday() == issue.published_on.weekday()]
        return next(iter(same or recent), None)

    def of(self, issue: Issue, way: str) -> FrozenList | None:
        """The freeze of an issue itself."""
        return next((one for one in self.lists[issue.edition_id, way] if one.issue_id == issue.pk), None)

    def sum(self, frozen: FrozenList) -> int:
        """All copies of a list that come, to subscribers and to outlets."""
        return sum(self.copies[frozen.pk].values()) + self.along[frozen.pk].get(OUTLET, 0)

    def weeks(self, issue: Issue, way: str) -> list[int]:
        """The copies of the same weekday in the weeks before, the oldest first; weeks without a list are left out."""
        days = [issue.published_on - number * WEEK for number in range(WEEKS_BACK, 0, -1)]
        by_day = {one.issue.published_on: one for one in self.lists[issue.edition_id, way]}
        return [self.sum(by_day[day]) for day in days if day in by_day]


def night_of(moment: datetime, zone: str) -> date:
    """The day of the paper that tonight is about: tomorrow's, and after midnight today's."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.date() if local.time() < NIGHT_ENDS else local.date() + timedelta(days=1)


def cards_of(day: date, *, viewer: StaffUser, today: date) -> list[Card]:
    """The cards of a day: first what is to be frozen, by its cut-off; then what is frozen."""
    issues = list(_issues(day, viewer))
    known = _known(issues, day)
    cut_offs = _cut_offs(issues, day)
    waiting = {(issue.pk, way) for issue in issues for way in WAYS if known.of(issue, way) is None}
    live = _live_copies([issue for issue in issues if any((issue.pk, way) in waiting for way in WAYS)], today)
    along = _live_along([issue for issue in issues if (issue.pk, CARRIER) in waiting])
    runs = _open_runs(issues)
    found = []
    for issue in issues:
        for number, way in enumerate(WAYS, start=1):
            frozen = known.of(issue, way)
            copies = known.copies[frozen.pk] if frozen else live.get((issue.pk, way), {})
            beside = known.along[frozen.pk] if frozen else along.get((issue.pk, way), {})
            if copies or frozen or beside:
                cut_off = cut_offs.get(issue.pk * 10 + number)
                found.append(_Facts(issue, way, frozen, copies, beside, laid_of(issue, way), cut_off, runs.get((issue.pk, way))))
    walked = _walked({route for facts in found for route in facts.copies if route}, day)
    aside = _set_aside(issues)
    cards = [_card(facts, known, walked, aside) for facts in found]
    return sorted(
        cards, key=lambda card: (card.frozen is not None, card.cut_off.cut_off_at if card.cut_off else clock.now(), card.issue.pk)
    )


def neighbours(day: date, viewer: StaffUser) -> tuple[date | None, date | None]:
    """The days with an issue before and after."""
    before, after = Q(published_on__lt=day), Q(published_on__gt=day)
    days = _papers(viewer).aggregate(before=Max("published_on", filter=before), after=Min("published_on", filter=after))
    return days["before"], days["after"]


def visible_issue(viewer: StaffUser, issue_id: int) -> Issue | None:
    """An issue on paper of the viewer's companies."""
    return _papers(viewer).filter(pk=issue_id).first()


def visible_set_aside(viewer: StaffUser) -> QuerySet[AlarmSetAside]:
    """Alarms of the viewer's companies that were set aside."""
    return of_whole_companies(AlarmSetAside.objects.select_related("issue"), viewer, path="issue__edition__title__entity")


def reasons(issue: Issue, way: str, *, route: int | None, before: FrozenList, today: date) -> list[Any]:
    """Why the copies of a route, or of the doors that none has, are not as many as before: reason, subscriptions, copies."""
    asked = {"before": before.pk, "delivery_method": way, "routes": [route or 0]}
    frozen = FrozenList.objects.standing().filter(issue=issue, delivery_method=way).exists()
    if frozen:
        return statements.rows("distribution/differences", source="distribution/standing_copies", issue=issue.pk, **asked)
    return statements.rows("distribution/differences", source=OF_ISSUES, issues=[issue.pk], today=today, **asked)


def _papers(viewer: StaffUser) -> Any:
    rows = Issue.objects.filter(edition__medium="paper").select_related("edition__title__entity")
    return of_whole_companies(rows, viewer, path="edition__title__entity")


def _issues(day: date, viewer: StaffUser) -> Iterable[Issue]:
    return with_laid_out(_papers(viewer)).filter(published_on=day).order_by("edition__title__code", "edition__code")


def _known(issues: Sequence[Issue], day: date) -> _Known:
    editions = {issue.edition_id for issue in issues}
    first = day - WEEKS_BACK * WEEK
    rows = FrozenList.objects.standing().freezes().filter(issue__edition__in=editions, issue__published_on__range=(first, day))
    lists: dict[tuple[int, str], list[FrozenList]] = defaultdict(list)
    for one in rows.select_related("issue", "run__created_by").order_by("-issue__published_on"):
        lists[one.issue.edition_id, one.delivery_method].append(one)
    sums: dict[int, dict[int | None, int]] = defaultdict(dict)
    along: dict[int, dict[str, int]] = defaultdict(dict)
    asked = [one.pk for some in lists.values() for one in some]
    of_subscribers = FrozenSum.objects.filter(list__in=asked, outcome__in=DUE).order_by().annotate(what=Value(""))
    of_others = FrozenExtra.objects.filter(list__in=asked).order_by().annotate(by=Value(None, output_field=BigIntegerField()))
    counted = of_subscribers.values_list("list", "route", "what").annotate(Sum("copies"))
    for list_id, route_id, kind, copies in counted.union(of_others.values_list("list", "by", "kind").annotate(Sum("copies")), all=True):
        if kind:
            along[list_id][kind] = copies
        else:
            sums[list_id][route_id] = copies
    return _Known(lists, sums, along)


def _cut_offs(issues: Sequence[Issue], day: date) -> dict[int, Affected]:
    if not issues:
        return {}
    asked_at = clock.moment(day - LONGEST_LEAD, time(0), issues[0].edition.title.entity.zone)
    countries = {issue.edition.title.entity.country for issue in issues}
    found = first_issues_affected(
        source="distribution/cut_offs_asked", countries=countries, asked_at=asked_at, issues=[issue.pk for issue in issues], ways=WAYS
    )
    return {asked: answer for asked, answer in found.items() if answer.issue_id == asked // 10}


def _live_copies(issues: Sequence[Issue], today: date) -> dict[tuple[int, str], dict[int | None, int]]:
    found: dict[tuple[int, str], dict[int | None, int]] = defaultdict(dict)
    if issues:
        asked = {"issues": [issue.pk for issue in issues], "today": today}
        for row in statements.rows("distribution/copies_on_routes", source=OF_ISSUES, **asked):
            found[row.issue_id, row.delivery_method][row.route_id] = row.copies
    return found


def _live_along(issues: Sequence[Issue]) -> dict[tuple[int, str], dict[str, int]]:
    """Issue and way -> what carriers would bring along, by kind."""
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for along in declared_brought_along if issues else ():
        for row in statements.rows("distribution/count_along", source=along.source, **along.asked(issues)):
            found[row.issue_id, row.delivery_method][along.kind] = row.copies
    return found


def _set_aside(issues: Sequence[Issue]) -> dict[tuple[int, str, int | None, int], AlarmSetAside]:
    """Issue, way, route and copies -> that somebody said they are right."""
    rows = AlarmSetAside.objects.filter(issue__in=issues, withdrawn_at=None).select_related("said_by")
    return {(row.issue_id, row.delivery_method, row.route_id, row.copies): row for row in rows}


def _open_runs(issues: Sequence[Issue]) -> dict[tuple[int, str], Run]:
    """Issue and way -> the freeze that is being written."""
    asked = Q(pk=None)
    for issue in issues:
        asked |= Q(parameters__issue=issue.pk)
    runs = Run.objects.open().filter(asked, kind=KIND)
    return {(run.parameters["issue"], way): run for run in runs for way in run.parameters["ways"]}


def _walked(routes: set[int], day: date) -> dict[int, tuple[Route, bool]]:
    """Route -> itself, and whether somebody walks it on the day."""
    booked = Exists(RouteCarrier.objects.filter(route=OuterRef("pk"), during__contains=day))
    return {route.pk: (route, route.is_booked) for route in Route.objects.filter(pk__in=routes).annotate(is_booked=booked)}


@dataclass(frozen=True)
class _Facts:
    """What is known of the copies of an issue that go one way, by route, and of what is brought along with them, by kind."""

    issue: Issue
    way: str
    frozen: FrozenList | None
    copies: Mapping[int | None, int]
    along: Mapping[str, int]
    laid: int
    cut_off: Affected | None
    run: Run | None


def _card(
    facts: _Facts,
    known: _Known,
    walked: Mapping[int, tuple[Route, bool]],
    aside: Mapping[tuple[int, str, int | None, int], AlarmSetAside],
) -> Card:
    issue, way = facts.issue, facts.way
    before = known.latest(issue, way)
    alarms = _alarms(way, facts.copies, known.copies[before.pk] if before else None, walked)
    drawn = facts.along.get(OUTLET, 0)
    return Card(
        issue=issue,
        way=way,
        copies=sum(facts.copies.values()) + drawn,
        drawn=drawn,
        again=sum(facts.along.values()) - drawn,
        laid=facts.laid,
        cut_off=facts.cut_off,
        frozen=facts.frozen,
        run=facts.run,
        before=before,
        copies_before=known.sum(before) if before else None,
        weeks=known.weeks(issue, way),
        alarms=[replace(one, set_aside=aside.get((issue.pk, way, one.route.pk if one.route else None, one.copies))) for one in alarms],
    )


def _alarms(
    way: str, copies: Mapping[int | None, int], former: Mapping[int | None, int] | None, walked: Mapping[int, tuple[Route, bool]]
) -> list[RouteAlarm]:
    """The routes that need a look, the worst first: nobody walks them, doors that none has, many copies more or fewer."""
    alarms = []
    for route_id, count in copies.items():
        before = None if former is None else former.get(route_id, 0)
        if route_id is None:
            if way == CARRIER:
                alarms.append(RouteAlarm(None, count, before))
            continue
        route, booked = walked[route_id]
        alarm = RouteAlarm(route, count, before, no_carrier=not booked)
        if alarm.no_carrier or before is not None and _is_odd(count, before):
            alarms.append(alarm)
    return sorted(alarms, key=lambda alarm: (not alarm.no_carrier, alarm.route is not None, -abs(alarm.share or 1)))


def _is_odd(copies: int, before: int) -> bool:
    return abs(copies - before) >= max(ALARM_COPIES, ALARM_SHARE * before)


def to_freeze_by_itself(now: datetime) -> list[tuple[Issue, str]]:
    """Issues and ways that are frozen by themselves and whose cut-off has passed: those of yesterday to those of in a week."""
    rules = {(rule.edition_id, rule.delivery_method) for rule in HandOver.objects.filter(by_itself=True)}
    days = (now.date() - timedelta(days=1), now.date() + WEEK)
    editions = {edition for edition, _way in rules}
    issues = list(
        Issue.objects.filter(edition__in=editions, edition__medium="paper", published_on__range=days)
        .select_related("edition__title__entity")
        .order_by("published_on", "pk")
    )
    # What somebody has taken back is frozen again by hand alone.
    frozen = set(FrozenList.objects.filter(issue__in=issues).values_list("issue", "delivery_method"))
    cut_offs = _cut_offs(issues, days[0])
    found = []
    for issue in issues:
        for number, way in enumerate(WAYS, start=1):
            cut_off = cut_offs.get(issue.pk * 10 + number)
            waits = (issue.edition_id, way) in rules and (issue.pk, way) not in frozen
            if waits and cut_off and cut_off.cut_off_at <= now:
                found.append((issue, way))
    return found
