"""The two posts of a page that looks at a plan: hold the chosen rows back, and let them go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.queries import undo_address, visible_runs
from abonent.ui import toasts, wording
from abonent.ui.lists.reader import present_reader

# What is said of so many rows, already in figures: held back, or let go.
Words = Callable[[int, bool], str]


def rows_held(count: int, held: bool) -> str:
    """How many rows are held back now, or let go."""
    if held:
        return ngettext("%(count)s row is held back.", "%(count)s rows are held back.", count)
    return ngettext("%(count)s row is let go.", "%(count)s rows are let go.", count)


def hold_views(
    *,
    permission: str,
    look_url: str,
    rows: Callable[[Sequence[int], QuerySet[Run]], QuerySet[Any]],
    hold: Callable[..., int],
    words: Words = rows_held,
    unchanged: str | Promise = "",
    recorded: bool = True,
) -> tuple[Callable[..., HttpResponse], Callable[..., HttpResponse]]:
    """The views of a kind of plan that hold rows back and let them go.

    `rows` finds the rows of a plan by what was chosen, which no two plans share, among the runs that the viewer sees. `hold` changes those
    of one run (`run`, `rows`, `held`, `actor`) and returns how many; a `recorded` change is offered to be undone. `unchanged` is said
    where the chosen rows are none that can be held back.
    """

    def answer(request: StaffRequest, *, held: bool) -> HttpResponse:
        found = rows(_chosen(request), visible_runs(request.user))
        if not found:
            raise Http404
        run = Run.objects.get(pk=found[0].run_id)
        try:
            changed = hold(run=run, rows=[row for row in found if row.run_id == run.pk], held=held, actor=request.user)
        except Refusal as refusal:
            toasts.warn(request, str(refusal))
        else:
            if changed or not unchanged:
                said = words(changed, held) % {"count": wording.number(changed, present_reader().language)}
                toasts.say(request, said, undo_url=undo_address(request.user, "run", run.pk) if recorded else "")
            else:
                toasts.warn(request, str(unchanged))
        return redirect(_back(request) or reverse(look_url, args=[run.pk]))

    @permit(permission)
    @require_POST
    def hold_back(request: StaffRequest) -> HttpResponse:
        """Hold the chosen rows back."""
        return answer(request, held=True)

    @permit(permission)
    @require_POST
    def let_go(request: StaffRequest) -> HttpResponse:
        """Let the chosen rows go."""
        return answer(request, held=False)

    return hold_back, let_go


def _chosen(request: HttpRequest) -> list[int]:
    """The ids that were posted; a number longer than any id is none."""
    return [int(one) for one in request.POST.getlist("chosen") if one.isascii() and one.isdigit() and len(one) < 19]


def _back(request: HttpRequest) -> str:
    """The list as the viewer had filtered it; empty where he comes from elsewhere, or from why a row is as it is."""
    back = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) and "/why/" not in back
    return back if ours else ""
