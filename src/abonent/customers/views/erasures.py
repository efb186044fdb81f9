"""Look at a plan to erase: how many, why, who waits; hold customers back."""

from __future__ import annotations

from functools import partial

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.models.erasure import ErasurePlan
from abonent.customers.operations.lapsing import CannotHoldErasure, hold_erasures_back
from abonent.customers.views.erasure_list import ErasureList
from abonent.customers.views.shared import say
from abonent.runs.plan_list import look_steps, may_hold
from abonent.runs.queries import comparison, previous_run, visible_runs
from abonent.ui import toasts, wording
from abonent.ui.lists import list_view
from abonent.ui.lists.reader import present_reader

KIND = "erasing"


@permit("customers.erase_many")
def erasures(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan: whose time has passed and why, what is to be settled first, and who is held back."""
    run = get_object_or_404(visible_runs(request.user), pk=run_id, kind=KIND)
    before = previous_run(run)
    context = {
        "run": run,
        "before": before,
        "against": comparison(run, before),
        "steps": look_steps(run, request.path),
        "counts": ErasurePlan.objects.filter(run_id=run.pk).aggregate(
            people=Count("ordinal", filter=Q(what=ErasurePlan.What.PERSON)),
            vouchers=Count("ordinal", filter=Q(what=ErasurePlan.What.VOUCHERS)),
            hindered=Count("ordinal", filter=~Q(hindrance="")),
            held=Count("ordinal", filter=Q(held=True)),
        ),
        "may_commit": may_hold(request.user, run),
    }
    return list_view(request, partial(ErasureList, run=run), template="customers/erasures.html", **context)  # type: ignore[arg-type]


@permit("customers.erase_many")
@require_POST
def hold(request: StaffRequest) -> HttpResponse:
    """Hold the chosen customers back."""
    return _hold(request, held=True)


@permit("customers.erase_many")
@require_POST
def release(request: StaffRequest) -> HttpResponse:
    """Let the chosen customers go."""
    return _hold(request, held=False)


def _hold(request: StaffRequest, *, held: bool) -> HttpResponse:
    """Each row is chosen by its run and its ordinal, with a dash between."""
    parts = [text.split("-") for text in request.POST.getlist("chosen")]
    chosen = [(int(run), int(ordinal)) for run, ordinal in (part for part in parts if len(part) == 2 and all(map(_is_id, part)))]
    run = visible_runs(request.user).filter(pk=chosen[0][0], kind=KIND).first() if chosen else None
    if run is None:
        raise Http404
    try:
        changed = hold_erasures_back(run=run, ordinals=[ordinal for of, ordinal in chosen if of == run.pk], held=held, actor=request.user)
    except CannotHoldErasure as refusal:
        toasts.warn(request, str(refusal))
    else:
        say(request, _held_words(changed, held=held), subject_kind="run", subject_id=run.pk)
    back = request.headers.get("Referer", "")
    same_view = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if same_view else reverse("customers:erasures", args=[run.pk]))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _held_words(changed: int, *, held: bool) -> str:
    count = {"count": wording.number(changed, present_reader().language)}
    if held:
        return ngettext("%(count)s customer is held back.", "%(count)s customers are held back.", changed) % count
    return ngettext("%(count)s customer is let go.", "%(count)s customers are let go.", changed) % count
