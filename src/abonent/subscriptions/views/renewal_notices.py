"""Look at a plan of renewal notices: who gets which, who gets none and why; hold rows back; take the files once it is committed."""

from __future__ import annotations

from functools import partial

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit.files import open_stored
from abonent.runs.hold_views import hold_views
from abonent.runs.models import Run
from abonent.runs.plan_list import look_steps, may_hold
from abonent.runs.queries import comparison, previous_run, visible_runs
from abonent.subscriptions.models import RenewalNoticeFile, RenewalNoticePlan
from abonent.subscriptions.operations.renewal_notices import KIND, hold_notices
from abonent.subscriptions.queries import notice_groups
from abonent.subscriptions.views.renewal_notice_list import FINDINGS, TO_BE_SENT, RenewalNoticeList
from abonent.subscriptions.views.renewals import ShownGroup
from abonent.ui.lists import list_view


@permit("subscriptions.renew")
def renewal_notice_plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan: how many go, how many do not and why, and every row; once it is committed, its files."""
    run = _run(request, run_id)
    before = previous_run(run)
    groups = notice_groups(run)
    context = {
        "run": run,
        "before": before,
        "against": comparison(run, before),
        "steps": look_steps(run, request.path),
        "groups": sorted(
            (ShownGroup(FINDINGS[group.finding or TO_BE_SENT], group.finding or TO_BE_SENT, group) for group in groups),
            key=lambda shown: list(FINDINGS).index(shown.code),
        ),
        "chosen": request.GET.getlist("finding"),
        "held": sum(group.held for group in groups),
        "without": sum(group.rows for group in groups if group.finding not in RenewalNoticePlan.GOES),
        "all_rows": sum(group.rows for group in groups),
        "chosen_held": request.GET.get("held") == "yes",
        "may_commit": may_hold(request.user, run),
        "files": RenewalNoticeFile.objects.filter(run_id=run.pk).order_by("channel"),
    }
    return list_view(request, partial(RenewalNoticeList, run=run), template="subscriptions/renewal_notice_plan.html", **context)  # type: ignore[arg-type]


@permit("subscriptions.renew")
def renewal_notice_file(request: StaffRequest, run_id: int, kind: str) -> FileResponse:
    """The letters of a run as one file to print, or the list of its e-mails."""
    run = _run(request, run_id)
    file = get_object_or_404(RenewalNoticeFile.objects.select_related("stored_file"), run_id=run.pk, channel=kind)
    stored = file.stored_file
    return FileResponse(open_stored(stored), as_attachment=True, filename=stored.name, content_type=stored.media_type)


def _notices_held(count: int, held: bool) -> str:
    if held:
        return ngettext("%(count)s notice is held back.", "%(count)s notices are held back.", count)
    return ngettext("%(count)s notice is let go.", "%(count)s notices are let go.", count)


hold, release = hold_views(
    permission="subscriptions.renew",
    look_url="subscriptions:renewal_notice_plan",
    rows=lambda notices, runs: RenewalNoticePlan.objects.filter(notice_id__in=notices, run__in=runs),
    hold=lambda run, rows, held, actor: hold_notices(run=run, ordinals=[row.ordinal for row in rows], held=held, actor=actor),
    words=_notices_held,
    unchanged=gettext_lazy("Nothing is changed: only notices that are to be sent can be held back or let go."),
)


def _run(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind=KIND)
