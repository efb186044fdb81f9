"""Write an interaction down, read it with its matter, correct and remove it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.correspondence.forms import CorrectionForm, EntryForm
from abonent.correspondence.models import Interaction
from abonent.correspondence.operations import CannotCorrect, CannotRecord, correct_interaction, record_interaction, remove_interaction
from abonent.correspondence.queries import rest_of_matter
from abonent.correspondence.views.panels import composer_context, notes_context, timeline_context
from abonent.correspondence.views.shared import interaction_of, say, timeline_of
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused


@permit("correspondence.write")
@require_POST
def record(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Write down what was said; htmx gets a fresh form, the notes and the timeline with it."""
    customer = get_object_or_404(Customer.objects.select_related("canonical"), pk=customer_id)
    follows = Interaction.objects.filter(pk=_number(request.POST.get("follows")), customer__in=customer.merged_ids).first()
    form = EntryForm(request.POST, customer=customer)
    if form.is_valid():
        try:
            recorded = record_interaction(
                customer=customer, entry=form.entry(), at=form.happened_at, actor=request.user, today=today_of(request), follows=follows
            )
        except CannotRecord as refusal:
            refuse(form, refusal, field="body")
        else:
            say(request, _("The note is kept.") if recorded.is_note else _("The contact is kept."), recorded.pk)
            return _recorded(request, recorded)
    if request.headers.get("HX-Request"):
        return refused(request, "correspondence/composer.html", composer_context(request, customer, form))
    return refused(request, "correspondence/new.html", {**composer_context(request, customer, form), "follows": follows})


def _recorded(request: StaffRequest, recorded: Interaction) -> HttpResponse:
    customer = recorded.customer
    if request.headers.get("HX-Target") != "composer":
        return redirect(recorded.url if recorded.matter_id else timeline_of(customer))
    context = composer_context(request, customer, EntryForm(customer=customer))
    context |= {**notes_context(request, customer), **timeline_context(request, customer)}
    response = toasts.with_toasts(request, render(request, "correspondence/recorded.html", context))
    if not recorded.is_note:
        response.headers["HX-Trigger"] = "contacted"
    return response


@permit("correspondence.see")
def interaction(request: StaffRequest, interaction_id: int) -> HttpResponse:
    """One interaction whole, the others of its matter, and a follow-up."""
    shown = interaction_of(interaction_id)
    context = {
        "interaction": shown,
        "others": rest_of_matter(shown),
        "may_correct": request.user.may("correspondence.write") and shown.correctable_by(request.user, clock.now()),
        **composer_context(request, shown.customer, EntryForm(customer=shown.customer)),
        "follows": shown,
    }
    return render(request, "correspondence/interaction.html", context)


@permit("correspondence.write")
def correct(request: StaffRequest, interaction_id: int) -> HttpResponse:
    """The form to mend what one wrote; posted, the correction."""
    shown = interaction_of(interaction_id)
    form = CorrectionForm(request.POST or None, customer=shown.customer, initial=CorrectionForm.initial_of(shown))
    form.fields["body"].widget.attrs |= {"rows": 6}
    context = {"interaction": shown, "form": form}
    if request.method != "POST":
        return render(request, "correspondence/correct.html", context)
    if form.is_valid():
        try:
            correct_interaction(interaction=shown, entry=form.entry(), actor=request.user, today=today_of(request))
        except (CannotCorrect, CannotRecord) as refusal:
            refuse(form, refusal)
        else:
            say(request, _("Corrected."), shown.pk)
            return redirect(shown.url)
    return refused(request, "correspondence/correct.html", context)


@permit("correspondence.write")
@require_POST
def remove(request: StaffRequest, interaction_id: int) -> HttpResponse:
    """Take away what one wrote."""
    shown = interaction_of(interaction_id)
    try:
        remove_interaction(interaction=shown, actor=request.user, today=today_of(request))
    except CannotCorrect as refusal:
        toasts.warn(request, str(refusal))
        return redirect(shown.url)
    say(request, _("Removed."), interaction_id)
    return redirect(timeline_of(shown.customer))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
