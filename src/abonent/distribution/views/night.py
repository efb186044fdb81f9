"""The night board: what goes out tonight, how many more than last week and why, freeze and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.distribution.frozen_queries import latest_before, visible_lists
from abonent.distribution.models import FrozenFile, Route
from abonent.distribution.models.freezing import CARRIER_BOOK, POST_FILE
from abonent.distribution.models.sorting import PRINTED_WAYS
from abonent.distribution.operations.alarms import raise_alarm_again, set_alarm_aside
from abonent.distribution.operations.freezing import begin_freeze
from abonent.distribution.operations.rounds import settle_report
from abonent.distribution.rounds import reports_of, visible_reports
from abonent.distribution.tonight import Card, RouteAlarm, cards_of, neighbours, night_of, reasons, visible_issue, visible_set_aside
from abonent.editions.models import Issue
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.runs.jobs import go_on_later
from abonent.runs.queries import steps_so_far, undo_address
from abonent.subscriptions.copies import DUE
from abonent.ui import toasts, wording
from abonent.ui.lists.reader import Reader, present_reader
from abonent.ui.steps import Progress

WAY_WORDS = dict(PRINTED_WAYS)
REASONS = {
    "new": gettext_lazy("New"),
    "resumed": gettext_lazy("Back from a pause"),
    "came": gettext_lazy("Come here from elsewhere"),
    "copies": gettext_lazy("Other number of copies"),
    "went": gettext_lazy("Go elsewhere"),
    "paused": gettext_lazy("Paused"),
    "stopped": pgettext_lazy("copies", "Stopped"),
}
# Under so many minutes the time left is said in amber.
SOON_MINUTES = 15
BAR_WIDTH, BAR_STEP, DRAWN_HEIGHT = 14, 20, 34


@dataclass(frozen=True)
class Bar:
    """A column of the small picture of weeks, drawn from the top of its field."""

    x: int
    y: str
    height: str
    is_now: bool


@dataclass(frozen=True)
class ShownAlarm:
    """An alarm in words, and where its reasons are told."""

    alarm: RouteAlarm
    name: str
    about: str
    says: str
    url: str
    said: str


@dataclass(frozen=True)
class ShownCard:
    """A card with everything in words."""

    card: Card
    name: str
    way: str
    cut_off: str
    left: int
    is_soon: bool
    difference: str
    bars: Sequence[Bar]
    alarms: Sequence[ShownAlarm]
    print_url: str
    state: str
    along: Sequence[str]
    progress: Progress | None

    @property
    def left_words(self) -> str:
        """Hours, minutes and seconds until the cut-off; a script counts on."""
        return f"{self.left // 3600:02}:{self.left // 60 % 60:02}:{self.left % 60:02}"

    @property
    def alarm_words(self) -> str:
        """How many routes need a look."""
        count = len([one for one in self.alarms if not one.said])
        return ngettext("%(count)s alarm", "%(count)s alarms", count) % {"count": count} if count else _("No alarms")


@permit("distribution.see")
def night(request: StaffRequest) -> HttpResponse:
    """The issues of a day, `?day=`; without one, those that tonight is about."""
    reader = present_reader()
    day = _day(request)
    cards = cards_of(day, viewer=request.user, today=reader.today)
    files = _printed([card.frozen.pk for card in cards if card.frozen])
    before, after = neighbours(day, request.user)
    reports, done = reports_of(day, request.user)
    shown = [_shown(card, files, reader) for card in cards]
    alarms = [(one, alarm) for one in shown for alarm in one.alarms]
    context = {
        "day": day,
        "is_tonight": "day" not in request.GET,
        "cards": shown,
        "issues": {one.card.issue.pk: one.name for one in shown},
        "next_card": next((one for one in shown if one.state == "waiting"), None),
        "alarms": [pair for pair in alarms if not pair[1].said],
        "set_aside": [pair for pair in alarms if pair[1].said],
        "reports": reports,
        "done": done,
        "writes": any(one.state == "writing" for one in shown),
        "before": before,
        "after": after,
        "may_freeze": request.user.may("distribution.freeze"),
        "today": reader.today,
    }
    return render(request, "distribution/night.html", context)


@permit("distribution.see")
def why(request: StaffRequest, issue_id: int, way: str) -> HttpResponse:
    """Why the copies of a route are not as many as on the same weekday before: a sum that adds up; `?route=`, without one the doors
    that no route has."""
    issue = _issue(request, issue_id, way)
    route = _route(issue, request.GET.get("route", ""))
    before = latest_before(issue, way)
    if before is None:
        raise Http404
    reader = present_reader()
    rows = reasons(issue, way, route=route.pk if route else None, before=before, today=clock.today(issue.edition.title.entity.zone))
    sums = dict(before.sums.filter(route=route, outcome__in=DUE).values_list("outcome", "copies"))
    copies_before = sum(sums.values())
    context = {
        "issue": issue,
        "route": route,
        "before": before,
        "copies_before": copies_before,
        "rows": [(REASONS[row.reason], row.subscriptions, signed(row.copies, reader.language)) for row in rows],
        "copies": copies_before + sum(row.copies for row in rows),
        "name": _name(issue, reader.language),
        "today": reader.today,
    }
    template = "distribution/why_rows.html" if request.headers.get("HX-Request") else "distribution/why.html"
    return render(request, template, context)


@permit("distribution.freeze")
@require_POST
def freeze(request: StaffRequest, issue_id: int, way: str) -> HttpResponse:
    """Freeze an issue in one way, or add to what is frozen of it: `addendum` in the form. A worker writes it."""
    issue = _issue(request, issue_id, way)
    try:
        with transaction.atomic():
            run = begin_freeze(issue=issue, ways=[way], actor=request.user, addendum="addendum" in request.POST)
            go_on_later(run)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("%(issue)s is being frozen.") % {"issue": _name(issue, present_reader().language)})
    back = visible_lists(request.user).filter(issue=issue, delivery_method=way, number=0).first()
    return redirect(back.url if back and "addendum" in request.POST else f"{reverse('distribution:night')}?day={issue.published_on}")


@permit("distribution.freeze")
@require_POST
def settle(request: StaffRequest, report_id: int) -> HttpResponse:
    """Somebody has seen to what a carrier reported."""
    report = get_object_or_404(visible_reports(request.user), pk=report_id)
    try:
        settle_report(report=report, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("Seen to."))
    return _back_to(report.on_day)


@permit("distribution.freeze")
@require_POST
def set_aside(request: StaffRequest, issue_id: int, way: str) -> HttpResponse:
    """The copies of a route are right, `route` and `copies` in the form; without a route, those at doors that none has."""
    issue = _issue(request, issue_id, way)
    copies = request.POST.get("copies", "")
    if not copies.isdecimal():
        raise Http404
    try:
        set_alarm_aside(
            issue=issue, delivery_method=way, route=_route(issue, request.POST.get("route", "")), copies=int(copies), actor=request.user
        )
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("Set aside: it is right."), undo_url=undo_address(request.user, "issue", issue.pk))
    return _back_to(issue.published_on)


@permit("distribution.freeze")
@require_POST
def raise_again(request: StaffRequest, alarm_id: int) -> HttpResponse:
    """An alarm that was set aside needs a look after all."""
    said = get_object_or_404(visible_set_aside(request.user), pk=alarm_id)
    try:
        raise_alarm_again(said=said, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    return _back_to(said.issue.published_on)


def _back_to(day: date) -> HttpResponse:
    return redirect(f"{reverse('distribution:night')}?day={day}")


def _day(request: StaffRequest) -> date:
    said = request.GET.get("day")
    if not said:
        entity = request.user.entities.order_by("name").first()
        return night_of(clock.now(), entity.zone if entity else "UTC")
    try:
        day = parse_date(said)
    except ValueError:
        day = None
    if day is None:
        raise Http404
    return day


def _issue(request: StaffRequest, issue_id: int, way: str) -> Issue:
    issue = visible_issue(request.user, issue_id)
    if issue is None or way not in WAY_WORDS:
        raise Http404
    return issue


def _route(issue: Issue, said: str) -> Route | None:
    if not said:
        return None
    if not said.isdecimal():
        raise Http404
    return get_object_or_404(Route, pk=int(said), entity=issue.edition.title.entity_id)


def _printed(lists: Sequence[int]) -> dict[int, list[FrozenFile]]:
    """List -> its files."""
    found: dict[int, list[FrozenFile]] = {}
    for file in FrozenFile.objects.filter(list__in=lists).order_by("kind", "part"):
        found.setdefault(file.list_id, []).append(file)
    return found


def _shown(card: Card, files: dict[int, list[FrozenFile]], reader: Reader) -> ShownCard:
    language = reader.language
    cut_off = card.cut_off
    left = int((cut_off.cut_off_at - clock.now()).total_seconds()) if cut_off else 0
    return ShownCard(
        card=card,
        name=_name(card.issue, language),
        way=str(WAY_WORDS[card.way]),
        cut_off=wording.clock_time(cut_off.cut_off_at.astimezone(ZoneInfo(cut_off.zone))) if cut_off else "",
        left=max(left, 0),
        is_soon=left < SOON_MINUTES * 60,
        difference=_difference(card, reader.today, language),
        bars=_bars([*card.weeks, card.copies]),
        alarms=[_alarm(card, alarm, reader) for alarm in card.alarms],
        print_url=_print_url(card, files),
        state="frozen" if card.frozen else "writing" if card.run else "waiting",
        along=_along(card, language),
        progress=steps_so_far(card.run, language) if card.run and not card.frozen else None,
    )


def _along(card: Card, language: str) -> list[str]:
    """What else than the copies of subscribers goes along, in words."""
    drawn, again = wording.number(card.drawn, language), wording.number(card.again, language)
    words = []
    if card.drawn:
        words.append(_("%(copies)s of them to outlets") % {"copies": drawn})
    if card.again:
        words.append(
            ngettext("%(copies)s earlier paper brought again", "%(copies)s earlier papers brought again", card.again) % {"copies": again}
        )
    if card.laid:
        words.append(_("%(copies)s more to households") % {"copies": wording.number(card.laid, language)})
    return words


def _name(issue: Issue, language: str) -> str:
    return f"{name_in(issue.edition.title.name, language)}, {name_in(issue.edition.name, language)}"


def _difference(card: Card, today: date, language: str) -> str:
    """+0,6 % on Fri 3 Jul, +127."""
    if card.before is None or card.difference is None:
        return _("nothing to compare with yet")
    told = {
        "share": wording.percent(card.share or 0, language, sign=True),
        "day": wording.day(card.before.issue.published_on, today, language),
        "copies": signed(card.difference, language),
    }
    return _("%(share)s on %(day)s, %(copies)s") % told


def signed(value: int, language: str) -> str:
    """A difference, with its sign."""
    return f"+{wording.number(value, language)}" if value > 0 else wording.number(value, language)


def _bars(copies: Sequence[int]) -> list[Bar]:
    """The weeks before and tonight; the smallest still has a foot, for what differs is what is looked at."""
    low, high = min(copies), max(copies)
    floor = low - (high - low or high or 1) * 0.5
    heights = [DRAWN_HEIGHT * (count - floor) / ((high - floor) or 1) for count in copies]
    return [
        Bar(BAR_STEP * place, f"{DRAWN_HEIGHT + 2 - height:.1f}", f"{height:.1f}", place == len(copies) - 1)
        for place, height in enumerate(heights)
    ]


def _alarm(card: Card, alarm: RouteAlarm, reader: Reader) -> ShownAlarm:
    language, said = reader.language, _said(alarm, card.issue)
    told = f"?route={alarm.route.pk}" if alarm.route else ""
    url = reverse("distribution:why", args=[card.issue.pk, card.way]) + told if card.before else ""
    if alarm.route is None:
        about = _("doors that no route has")
        return ShownAlarm(alarm, _("No route"), about, wording.number(alarm.copies, language), url, said)
    about = _("no carrier is booked") if alarm.no_carrier else alarm.route.name
    says = wording.percent(alarm.share, language, sign=True) if alarm.share is not None else wording.number(alarm.copies, language)
    return ShownAlarm(alarm, _("Route %(route)s") % {"route": alarm.route.number}, about, says, url, said)


def _said(alarm: RouteAlarm, issue: Issue) -> str:
    """Who said when that it is right."""
    said = alarm.set_aside
    if said is None:
        return ""
    at = said.said_at.astimezone(ZoneInfo(issue.edition.title.entity.zone))
    return _("It is right: %(who)s, %(time)s") % {
        "who": said.said_by.get_full_name() if said.said_by else _("the program"),
        "time": wording.clock_time(at),
    }


def _print_url(card: Card, files: dict[int, list[FrozenFile]]) -> str:
    """The one file that is printed or sent, if it is one; else the page of the list, which has all of them."""
    if card.frozen is None:
        return ""
    mine = files.get(card.frozen.pk, [])
    leading = [file for file in mine if file.kind in (POST_FILE, CARRIER_BOOK)]
    if len(leading) == 1 and leading[0].lines:
        return reverse("distribution:frozen_file", args=[card.frozen.pk, leading[0].pk])
    return card.frozen.url
