"""What was frozen of an issue one way: its sums and routes, its files, its addenda, what is printed, and what changed since a list before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import islice

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.distribution.frozen_queries import (
    brought_along,
    changes_counted,
    changes_since,
    issue_before,
    list_before,
    outgoing_copies,
    routes_compared,
    visible_lists,
)
from abonent.distribution.list_lines import delta_lines, field_labels, pieces_of, said_of, sorting_of
from abonent.distribution.models import FrozenFile, FrozenList
from abonent.distribution.models.extra import KINDS
from abonent.distribution.models.freezing import CHANGES
from abonent.distribution.operations.freezing import CannotFreeze, withdraw_freeze
from abonent.distribution.operations.frozen_files import fetch_file
from abonent.distribution.rules.layout import SEPARATED, Layout, LayoutColumn, Unwritable, Writer
from abonent.distribution.rules.sort_profile import PER_ADDRESS
from abonent.distribution.sorted_file import place_words
from abonent.distribution.views.night import signed
from abonent.kit.files import open_stored
from abonent.kit.names import name_in
from abonent.ui import toasts
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember

MOST_ROUTES, MOST_CHANGES, MOST_REMARKS = 100, 50, 5
# What a delta says, whatever the file of the profile has.
DELTA = Layout(
    columns=tuple(
        LayoutColumn(field)
        for field in ("change", "subscription", "receiver", "care_of", "address", "postal_code", "town", "country", "copies", "route")
    ),
    kind=SEPARATED,
    header=True,
    encoding="utf-8",
)


@permit("distribution.see")
def frozen_list(request: StaffRequest, list_id: int) -> HttpResponse:
    """A list with its sums, files and addenda."""
    frozen = _list(request, list_id)
    reader = present_reader()
    name = _name(frozen, reader.language)
    remember(request, label=f"{name} {frozen.issue}", url=request.path, icon="snowflake")
    out = {one.frozen.pk: one for one in outgoing_copies(frozen.issue)}
    before = list_before(frozen)
    routes = routes_compared(frozen, before)
    addenda = FrozenList.objects.standing().filter(issue=frozen.issue_id, delivery_method=frozen.delivery_method, number__gt=0)
    context = {
        "frozen": frozen,
        "name": name,
        "mine": out.get(frozen.pk),
        "orders": out.values(),
        "printed": sum(one.order.printed for one in out.values()),
        "files": [(file, _places(file)) for file in frozen.files.select_related("stored_file", "fetched_by")],
        "before": before,
        "routes": [_compared(route, copies, former, reader.language) for route, copies, former in routes[:MOST_ROUTES]],
        "along": [(dict(KINDS)[kind], doors, copies) for kind, doors, copies in brought_along(frozen)],
        "more_routes": max(len(routes) - MOST_ROUTES, 0),
        "addenda": [(one, changes_counted(one)) for one in addenda.order_by("number")],
        "may_freeze": request.user.may("distribution.freeze"),
        "today": reader.today,
    }
    return render(request, "distribution/frozen_list.html", context)


@permit("distribution.freeze")
def frozen_file(request: StaffRequest, list_id: int, file_id: int) -> FileResponse:
    """A file of a list, for press, post or carriers. From now on the list stands."""
    frozen = _list(request, list_id)
    file = get_object_or_404(FrozenFile.objects.select_related("stored_file"), list=frozen, pk=file_id)
    stored = fetch_file(file=file, actor=request.user).stored_file
    return FileResponse(open_stored(stored), as_attachment=True, filename=stored.name, content_type=stored.media_type)


@permit("distribution.freeze")
def delta(request: StaffRequest, list_id: int) -> StreamingHttpResponse:
    """What is new, changed and stopped since the same weekday before; `?since=issue`: since the issue before."""
    frozen = _list(request, list_id)
    before = issue_before(frozen) if request.GET.get("since") == "issue" else list_before(frozen)
    if before is None:
        raise Http404
    name = f"{frozen.issue.edition.title.code}-{frozen.issue.published_on}-{frozen.delivery_method}-changes.csv"
    answer = StreamingHttpResponse(_delta(frozen, before), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@permit("distribution.see")
def changes(request: StaffRequest, list_id: int) -> HttpResponse:
    """What is new, changed and stopped since the issue before, in figures and the first of them one by one: a part of the page of the list."""
    frozen = _list(request, list_id)
    before = issue_before(frozen)
    if before is None:
        return HttpResponse()
    profile = sorting_of(frozen.issue, frozen.delivery_method).profile
    counted, labels = changes_since(frozen, before), dict(CHANGES)
    context = {
        "frozen": frozen,
        "before": before,
        "counted": [(labels[change], one) for change, one in counted.items()],
        "lines": [(labels[row.change], row) for row in islice(delta_lines(frozen, before, profile), MOST_CHANGES)],
        "more": max(sum(one.subscriptions for one in counted.values()) - MOST_CHANGES, 0),
        "may_freeze": request.user.may("distribution.freeze"),
        "today": present_reader().today,
    }
    return render(request, "distribution/changes.html", context)


@permit("distribution.freeze")
@require_POST
def withdrawal(request: StaffRequest, list_id: int) -> HttpResponse:
    """Take a freeze back, as long as none of its files was fetched."""
    frozen = _list(request, list_id)
    try:
        withdraw_freeze(run=frozen.run, actor=request.user)
    except CannotFreeze as refusal:
        toasts.warn(request, str(refusal))
        return redirect(frozen.url)
    toasts.say(request, _("Nothing is frozen: changes count again until you freeze."))
    return redirect(f"{reverse('distribution:night')}?day={frozen.issue.published_on}")


@permit("distribution.see")
def frozen_run(request: StaffRequest, run_id: int) -> HttpResponse:
    """What a run froze: its first list, from which the others are one click away; before it is written, the board of the day."""
    frozen = visible_lists(request.user).filter(run=run_id).order_by("pk").first()
    return redirect(frozen.url if frozen else "distribution:night")


def _list(request: StaffRequest, list_id: int) -> FrozenList:
    return get_object_or_404(visible_lists(request.user), pk=list_id)


def _name(frozen: FrozenList, language: str) -> str:
    edition = frozen.issue.edition
    return f"{name_in(edition.title.name, language)}, {name_in(edition.name, language)}"


def _compared(route: object, copies: int, before: int | None, language: str) -> tuple[object, int, str]:
    return route, copies, "" if before is None else signed(copies - before, language)


def _delta(frozen: FrozenList, before: FrozenList) -> Iterator[bytes]:
    sorting = sorting_of(frozen.issue, frozen.delivery_method)
    sorting = replace(sorting, profile=replace(sorting.profile, lines_per=PER_ADDRESS, layout=DELTA, bundle_within=""))
    writer = Writer(DELTA)
    yield writer.header(field_labels(frozen.issue.edition.title.entity.language))
    for values in said_of(pieces_of(delta_lines(frozen, before, sorting.profile), sorting), sorting):
        yield writer.row(values)


def _places(file: FrozenFile) -> list[str]:
    """Where in a file which letters could not stand: the first of them."""
    names = [field.name for field in fields(Unwritable)]
    return [place_words(Unwritable(**{name: remark[name] for name in names})) for remark in file.remarks[:MOST_REMARKS]]
