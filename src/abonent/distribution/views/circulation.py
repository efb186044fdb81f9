"""Audited circulation: the issues of a month by channel and price class, one issue with how it agrees with its lists, and the classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_whole_companies
from abonent.catalog.models import Edition
from abonent.distribution.circulation_forms import ClassesForm
from abonent.distribution.circulation_queries import (
    DONATED,
    ELECTRONIC,
    FREE,
    GIVEN_BACK,
    NO_PRICE,
    NOT_SOLD,
    PAID,
    SINGLE,
    Circulation,
    PriceClass,
    circulated_editions,
    circulation,
    classes_of,
    differences,
    single_copies,
)
from abonent.distribution.models.sorting import PRINTED_WAYS
from abonent.distribution.operations.circulation import set_price_classes
from abonent.distribution.views.answering import Done, FormPage, answer_form
from abonent.kit.names import name_in
from abonent.kit.periods import add_months
from abonent.organisation.models import LegalEntity
from abonent.ui import wording
from abonent.ui.lists import Column, DayColumn, NumberColumn
from abonent.ui.lists.exporting import computed_file
from abonent.ui.lists.reader import Reader, present_reader

ONE_DAY = timedelta(days=1)
CHANNELS = {**dict(PRINTED_WAYS), SINGLE: gettext_lazy("Single copies"), ELECTRONIC: gettext_lazy("E-paper")}
UNPAID = {
    FREE: pgettext_lazy("copies", "Free"),
    DONATED: pgettext_lazy("copies", "Donated"),
    NOT_SOLD: gettext_lazy("In grace, or not renewed yet"),
    GIVEN_BACK: gettext_lazy("Given back for a complaint"),
}
REASONS = {
    "not_on_a_list": gettext_lazy("Owed by now, but on no list"),
    "copies": gettext_lazy("Other number of copies by now"),
    "paused": gettext_lazy("Paused afterwards"),
    "stopped": gettext_lazy("Stopped afterwards"),
    "not_sold": gettext_lazy("Not sold after all"),
    "not_renewed": gettext_lazy("Not renewed"),
    "other_day": gettext_lazy("Another pattern of weekdays by now"),
    "before_start": gettext_lazy("Begins later by now"),
    "gone": gettext_lazy("The product brings it no more"),
}


@dataclass(frozen=True)
class Line:
    """A line of the file: copies of an issue that went one way at one price."""

    on: date
    channel: str
    price_class: str
    copies: int


@permit("distribution.see")
def month(request: StaffRequest) -> HttpResponseBase:
    """The issues of a month of an edition, `?edition=` and `?month=`; of the first edition and this month if none is named. `?export=` gives
    every channel and class as a file."""
    reader = present_reader()
    first = _first_or_404(request, reader)
    editions = list(circulated_editions(request.user))
    edition = _chosen(request, editions)
    if edition is None:
        return render(request, "distribution/circulation.html", {"editions": [], **_frame(first, reader)})
    found = circulation(edition, first=first, until=add_months(first, 1), viewer=request.user, today=reader.today)
    if "export" in request.GET:
        name = f"circulation-{edition.title.code}-{edition.code}-{first:%Y-%m}"
        title = f"{_name(edition, reader.language)} {first:%Y-%m}"
        return computed_file(_lines(found), _columns(), kind=request.GET["export"], name=name, title=title, language=request.user.language)
    context = {
        "editions": [(one, _name(one, reader.language)) for one in editions],
        "edition": edition,
        "name": _name(edition, reader.language),
        "found": found,
        "averages": [(label, found.average(figure)) for figure, label in _figures()],
        "not_frozen": sum(1 for one in found.issues if one.listed is None),
        "classes": _matrix(found.copies, min(found.from_percents)),
        "channels": _shown_channels(found.copies),
        "may_change": request.user.may("distribution.change"),
        **_frame(first, reader),
    }
    return render(request, "distribution/circulation.html", context)


@permit("distribution.see")
def issue(request: StaffRequest, issue_id: int) -> HttpResponse:
    """One issue: every channel and class, how that agrees with its lists, and why today something else is owed."""
    reader = present_reader()
    edition = get_object_or_404(circulated_editions(request.user), issues=issue_id)
    on = edition.issues.get(pk=issue_id).published_on
    found = circulation(edition, first=on, until=on + ONE_DAY, viewer=request.user, today=reader.today)
    if not found.issues:
        raise Http404
    one = found.issues[0]
    reasons = [(REASONS[difference.reason], difference) for difference in differences(one.issue, today=reader.today)] if one.listed else []
    context = {
        "edition": edition,
        "name": _name(edition, reader.language),
        "one": one,
        "classes": _matrix(one.copies, min(found.from_percents)),
        "channels": _shown_channels(one.copies),
        "single": single_copies(one.issue),
        "counted": one.subscribed + one.unpaid,
        "reasons": reasons,
        "owed": one.subscribed + one.unpaid + sum(difference.copies for _reason, difference in reasons),
        "month": f"{on:%Y-%m}",
        "today": reader.today,
    }
    return render(request, "distribution/circulation_issue.html", context)


@permit("distribution.change")
def classes(request: StaffRequest, entity_id: int) -> HttpResponse:
    """By which shares of the full price a company counts."""
    entity = get_object_or_404(of_whole_companies(LegalEntity.objects.all(), request.user, path="pk"), pk=entity_id)
    form = ClassesForm(request.POST if request.method == "POST" else None, initial={"from_percents": list(classes_of(entity))})
    back = reverse("distribution:circulation")

    def save(said: dict[str, Any]) -> Done:
        set_price_classes(entity=entity, from_percents=said["from_percents"], actor=request.user)
        return Done(words=_("Circulation is counted so."), subject=("price_classes", entity.pk), goes_to=back)

    return answer_form(request, form, FormPage(heading=_("Price classes"), sub=entity.name, back=back, section="circulation"), save)


def _figures() -> list[tuple[str, str]]:
    return [("subscribed", _("Subscribed, paid")), ("single", _("Single copies")), ("unpaid", _("Not paid")), ("electronic", _("E-paper"))]


def _class_words(price_class: PriceClass, lowest: int) -> str:
    if price_class.code == PAID:
        if price_class.from_percent:
            return _("From %(percent)s %% of the full price") % {"percent": price_class.from_percent}
        return _("Paid, under %(percent)s %%") % {"percent": lowest}
    return str({**UNPAID, NO_PRICE: _("Paid, without a full price to compare")}[price_class.code])


def _ordered(classes: Iterable[PriceClass]) -> list[PriceClass]:
    """Paid ones first, the highest class before the lower ones."""
    rank = [PAID, NO_PRICE, *UNPAID]
    return sorted(classes, key=lambda one: (rank.index(one.code), -(one.from_percent or 0)))


def _shown_channels(copies: Counter[tuple[str, PriceClass]]) -> list[tuple[str, Any]]:
    used = {channel for channel, _class in copies}
    return [(channel, label) for channel, label in CHANNELS.items() if channel in used]


def _matrix(copies: Counter[tuple[str, PriceClass]], lowest: int) -> list[tuple[str, list[int], int]]:
    """Of each class its words, its copies by channel, and those on paper in all."""
    channels = [channel for channel, _label in _shown_channels(copies)]
    return [
        (
            _class_words(one, lowest),
            [copies[channel, one] for channel in channels],
            sum(copies[channel, one] for channel in channels if channel != ELECTRONIC),
        )
        for one in _ordered({price_class for _channel, price_class in copies})
    ]


def _lines(found: Circulation) -> Iterator[Line]:
    lowest = min(found.from_percents)
    for one in found.issues:
        for price_class in _ordered({price_class for _channel, price_class in one.copies}):
            for channel in CHANNELS:
                if copies := one.copies[channel, price_class]:
                    yield Line(one.issue.published_on, str(CHANNELS[channel]), _class_words(price_class, lowest), copies)


def _columns() -> Sequence[Column]:
    return [
        DayColumn(name="on", label=_("Issue"), value="on"),
        Column(name="channel", label=_("Channel"), value="channel"),
        Column(name="price_class", label=_("Price class"), value="price_class"),
        NumberColumn(name="copies", label=_("Copies"), value="copies"),
    ]


def _name(edition: Edition, language: str) -> str:
    return f"{name_in(edition.title.name, language)}, {name_in(edition.name, language)}"


def _chosen(request: StaffRequest, editions: Sequence[Edition]) -> Edition | None:
    asked = request.GET.get("edition")
    if asked is None:
        return editions[0] if editions else None
    found = next((one for one in editions if str(one.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _first_or_404(request: StaffRequest, reader: Reader) -> date:
    try:
        return date.fromisoformat(f"{request.GET.get('month', f'{reader.today:%Y-%m}')}-01")
    except ValueError as no_month:
        raise Http404 from no_month


def _frame(first: date, reader: Reader) -> dict[str, object]:
    before, after = add_months(first, -1), add_months(first, 1)
    return {
        "month": f"{first:%Y-%m}",
        "month_name": wording.month(first, reader.language),
        "before": f"{before:%Y-%m}",
        "before_name": wording.month(before, reader.language),
        "next": f"{after:%Y-%m}",
        "next_name": wording.month(after, reader.language),
        "today": reader.today,
    }
