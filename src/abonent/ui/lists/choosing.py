"""What a reader wants kept of a list is posted to the list's own address: its columns, its density, the view on show.

So whoever may see the list may keep it, and what is kept is what the list understands: nothing else gets into a saved query.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from abonent.kit.refusals import Refusal
from abonent.ui import toasts
from abonent.ui.lists.keeping import Keeper, keeper
from abonent.ui.lists.page import DENSITIES, ListPage


def keep(request: HttpRequest, page: ListPage) -> HttpResponse:
    """Keep what is posted, and go on to the list as it then is."""
    what = request.POST["keep"]
    found = keeper() if page.kept else None
    if what == "columns":
        return _see(_columns(request, page, found))
    if found is None or what not in _KEEPING:
        return _see(page.url())
    try:
        return _see(_KEEPING[what](request, page, found))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
        return _see(page.url())


def _columns(request: HttpRequest, page: ListPage, found: Keeper | None) -> str:
    """Columns that stand in the address change there; else they are the reader's own from now on."""
    names = [] if "reset" in request.POST else moved(request.POST.getlist("column"), request.POST.get("up"), request.POST.get("down"))
    names = [name for name in names if name in {column.name for column, _on in page.choosable_columns}]
    density = request.POST.get("density", "") if request.POST.get("density") in DENSITIES and "reset" not in request.POST else ""
    if found is None or "column" in page.query:
        return page.url(column=names or None, density=density or None)
    found.choose(request, page.list.name, columns=names, density=density)
    return page.url(density=None)


def moved(names: list[str], up: str | None, down: str | None) -> list[str]:
    """The names with one a place further up, or one a place further down."""
    step, name = (-1, up) if up else (1, down)
    if name not in names:
        return names
    here = names.index(name)
    there = min(max(here + step, 0), len(names) - 1)
    rest = [one for one in names if one != name]
    return [*rest[:there], name, *rest[there:]]


def _view(request: HttpRequest, page: ListPage, found: Keeper) -> str:
    if page.errors:
        toasts.warn(request, _("A filter cannot be read. Mend it, or take it away, before you save the view."))
        return page.url()
    name, shared_with = request.POST.get("name", ""), request.POST.get("shared_with", "")
    key = found.save_view(request, page.list.name, name=name, shared_with=shared_with, query=page.present_query)
    if request.POST.get("opening"):
        found.open_with(request, page.list.name, opening=key)
    toasts.say(request, _("The view “%(name)s” is saved.") % {"name": name.strip()})
    return f"{page.path}?view={key}&{page.present_query}"


def _changes(request: HttpRequest, page: ListPage, found: Keeper) -> str:
    found.save_changes(request, page.list.name, key=page.query.get("view", ""), query=page.present_query)
    toasts.say(request, _("The view is saved as it is now."))
    return f"{page.path}?view={page.query.get('view', '')}&{page.present_query}"


def _opening(request: HttpRequest, page: ListPage, found: Keeper) -> str:
    opening = request.POST.get("opening", "")
    tab = next((tab for tab in page.tabs if tab.key == opening), None)
    found.open_with(request, page.list.name, opening=tab.key if tab else "")
    words = _("The list opens with “%(view)s” from now on.") if tab else _("The list opens with all its rows from now on.")
    toasts.say(request, words % {"view": tab.label if tab else ""})
    return page.url()


_KEEPING: dict[str, Callable[[HttpRequest, ListPage, Keeper], str]] = {"view": _view, "changes": _changes, "opening": _opening}


def _see(url: str) -> HttpResponseRedirect:
    """A redirect that is followed by GET, whatever was posted."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
