"""Records that may be one customer: while somebody types a new one, and the worklist of a run."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.entries import CannotRead, Door, normalised_contact
from abonent.customers.likeness import Traits, folded, lookalikes, places_of, reasons_in_words
from abonent.customers.models import Customer, CustomerMerge, DuplicatePlan, ToldApart
from abonent.customers.operations import CannotTellApart, tell_apart
from abonent.customers.rules import registers
from abonent.customers.rules.telephone import e164
from abonent.customers.views.shared import page_of, say
from abonent.customers.visibility import visible_customers
from abonent.runs.models import Run
from abonent.runs.queries import visible_runs
from abonent.ui import toasts, wording
from abonent.ui.lists import (
    BulkAct,
    ChoiceFilter,
    Column,
    EmptyState,
    List,
    NumberColumn,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.steps import steps

KIND = "duplicates"
OPEN, MERGED, APART = "open", "merged", "apart"
STATES = {
    OPEN: State(label=gettext_lazy("To decide"), icon="clock"),
    MERGED: State(label=gettext_lazy("Merged"), icon="circle-check", tone="ok"),
    APART: State(label=gettext_lazy("Not the same"), icon="users"),
}


class LimitForm(forms.Form):
    """From how many points on the commit merges without a person looking at each pair."""

    merge_from = forms.IntegerField(label=gettext_lazy("Merge without looking from"), min_value=50, max_value=100)


class DuplicateList(List):
    """The pairs of one run, the likeliest first."""

    name = "duplicates"
    title = gettext_lazy("Possible duplicates")
    columns = [
        NumberColumn(name="score", label=gettext_lazy("Points of 100"), sort="score", slot="fig"),
        Column(
            name="kept",
            label=gettext_lazy("Customer"),
            value=lambda row: _named(row.kept),
            slot="main",
            link=lambda row: _side_by_side(row),
        ),
        Column(name="merged", label=gettext_lazy("Looks like"), value=lambda row: _named(row.merged), slot="sub"),
        Column(name="why", label=gettext_lazy("Why"), value=lambda row: _why(row)),
        StateColumn(name="state", label=gettext_lazy("State"), states=STATES, slot="fig2"),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Name"), where=lambda text: _called(text), prominent=True),
        ChoiceFilter(
            name="state", label=gettext_lazy("State"), path="state", choices=[(code, state.label) for code, state in STATES.items()]
        ),
        TextFilter(name="points", label=gettext_lazy("Points from"), where=lambda text: Q(score__gte=int(text) if text.isdecimal() else 0)),
    ]
    views = [
        View(name="open", label=gettext_lazy("To decide"), query="state=open"),
        View(name="all", label=gettext_lazy("All pairs")),
    ]
    default_sort = "ordinal"
    identity = "pair"
    empty = EmptyState(title=gettext_lazy("No duplicates"), text=gettext_lazy("No two records share enough to be one customer."))
    bulk = [BulkAct(label=gettext_lazy("Not the same"), url_name="customers:tell_apart", icon="users", permission="customers.merge")]

    def __init__(self, request: StaffRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run

    def rows(self) -> QuerySet[Any]:
        merged = CustomerMerge.objects.standing().filter(
            Q(merged=OuterRef("merged"), kept=OuterRef("kept")) | Q(merged=OuterRef("kept"), kept=OuterRef("merged"))
        )
        apart = ToldApart.objects.filter(one=OuterRef("kept"), other=OuterRef("merged"))
        together = Q(kept__canonical=F("merged__canonical"))
        state = Case(When(Exists(merged) | together, then=Value(MERGED)), When(Exists(apart), then=Value(APART)), default=Value(OPEN))
        pair = Concat(Value(f"{self.run.pk}-"), Cast("kept_id", CharField()), Value("-"), Cast("merged_id", CharField()))
        return DuplicatePlan.objects.filter(run_id=self.run.pk).select_related("kept", "merged").annotate(state=state, pair=pair)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s pair", "%(count)s pairs", count) % {"count": wording.number(count, self.reader.language)}


@permit("customers.add")
@require_POST
def looks_like(request: StaffRequest) -> HttpResponse:
    """Who looks like the one that is being typed; nothing where nobody does. By POST: names do not belong into addresses and logs."""
    return render(request, "customers/looks_like.html", {"found": lookalikes(_typed(request.POST), viewer=request.user)})


@permit("customers.merge")
def duplicates(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan as a worklist: each pair with its points and reasons; from which on the commit merges by itself."""
    run = get_object_or_404(visible_runs(request.user), pk=run_id, kind=KIND)
    limit = run.parameters.get("merge_from")
    context = {
        "run": run,
        "limit": limit,
        "beyond": DuplicatePlan.objects.filter(run_id=run.pk, score__gte=limit).count() if limit else 0,
        "crowded": run.parameters.get("crowded", 0),
        "form": LimitForm(initial={"merge_from": limit}),
        "steps": steps(
            [_("Plan"), _("Look"), _("Commit")], present={"planning": 0, "planned": 1, "done": 3}.get(run.state, 2), urls=[run.url]
        ),
        "may_commit": run.state == Run.State.PLANNED and request.user.may("customers.merge_many"),
    }
    return list_view(request, partial(DuplicateList, run=run), template="customers/duplicates.html", **context)  # type: ignore[arg-type]


@permit("customers.merge_many")
@require_POST
def merge_from(request: StaffRequest, run_id: int) -> HttpResponse:
    """Say from how many points on the commit merges."""
    form = LimitForm(request.POST)
    with transaction.atomic():
        run = get_object_or_404(visible_runs(request.user).select_for_update(of=("self",)), pk=run_id, kind=KIND)
        if not form.is_valid():
            toasts.warn(request, _("Say a number from 50 to 100."))
        elif run.state != Run.State.PLANNED:
            toasts.warn(request, _("The run is not waiting for a decision any more."))
        else:
            run.parameters = {**run.parameters, **form.cleaned_data}
            run.save(update_fields=["parameters"])
            beyond = DuplicatePlan.objects.filter(run_id=run.pk, score__gte=form.cleaned_data["merge_from"]).count()
            toasts.say(
                request,
                ngettext("The commit will merge %(count)s pair.", "The commit will merge %(count)s pairs.", beyond) % {"count": beyond},
            )
    return redirect("customers:duplicates", run_id=run.pk)


@permit("customers.merge")
@require_POST
def apart(request: StaffRequest) -> HttpResponse:
    """Remember of the chosen pairs, each run-one-other, that they are two customers; back to the worklist of the run, if there is one."""
    chosen = [
        parts for parts in (text.split("-") for text in request.POST.getlist("chosen")) if len(parts) == 3 and all(map(_is_id, parts))
    ]
    people = visible_customers(request.user).in_bulk([int(record) for _run, *records in chosen for record in records])
    pairs = [
        (people[int(one)], people[int(other)]) for _run, one, other in chosen if {int(one), int(other)} <= people.keys() and one != other
    ]
    told = [found for one, other in pairs if (found := _told_apart(request, one, other))]
    if told:
        if len(told) == 1:
            text = _("%(one)s and %(other)s are two customers.") % {"one": told[0].one.name, "other": told[0].other.name}
        else:
            text = ngettext("%(count)s pair is told apart.", "%(count)s pairs are told apart.", len(told)) % {"count": len(told)}
        say(request, text, subject_kind="told_apart", subject_id=told[-1].pk)
    if not pairs:
        return redirect("customers:list")
    run = int(chosen[0][0])
    return redirect("customers:duplicates", run_id=run) if run else redirect(page_of(pairs[0][0]))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _told_apart(request: StaffRequest, one: Customer, other: Customer) -> ToldApart | None:
    try:
        return tell_apart(one=one, other=other, actor=request.user, today=today_of(request))
    except CannotTellApart as refusal:
        toasts.warn(request, str(refusal))
        return None


def _typed(said: QueryDict) -> Traits:
    """What a half filled form says, as far as it can be read."""
    country = said.get("country", "")
    is_organisation = said.get("kind") == Customer.Kind.ORGANISATION
    try:
        door = Door.read(
            country=country, code=said.get("postal_code", ""), town=said.get("town", ""), street_line=said.get("street_line", "")
        )
    except CannotRead:
        door = None
    telephones = {e164(said.get(kind, ""), country) for kind in ("mobile", "phone")} - {""}
    email = normalised_contact("email", said.get("email", "").strip(), country)
    return Traits(
        kind=Customer.Kind.ORGANISATION if is_organisation else Customer.Kind.PERSON,
        given_name="" if is_organisation else folded(said.get("given_name", "")),
        family_name="" if is_organisation else folded(said.get("family_name", "")),
        organisation_name=folded(said.get("organisation_name", "")) if is_organisation else "",
        national_id=registers.national_id(said.get("national_id", ""), country) if said.get("national_id") else "",
        company_number=registers.company_number(said.get("company_number", ""), country) if said.get("company_number") else "",
        telephones=tuple(sorted(telephones)),
        emails=(email,) if email else (),
        places=places_of(door) if door and door.town and door.street else (),
        postal_codes=(door.postal_code.replace(" ", "").replace("-", ""),) if door and door.postal_code else (),
    )


def _side_by_side(row: Any) -> str:
    return reverse("customers:merge", args=[row.kept.number]) + f"?with={row.merged.number}&run={row.run_id}"


def _named(customer: Customer) -> str:
    return f"{customer.list_name}, {customer.number}"


def _why(row: Any) -> str:
    return ", ".join(reason.words for reason in reasons_in_words(row.reasons, row.kept))


def _called(text: str) -> Q:
    return Q(kept__name__icontains=text) | Q(merged__name__icontains=text)
