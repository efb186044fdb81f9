"""The payer's own reference of an order, changed where it stands."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.runs.queries import undo_address
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations import change_reference
from abonent.subscriptions.views.visible import visible_or_404
from abonent.ui import toasts
from abonent.ui.edit_form import EditForm
from abonent.ui.in_place import Edit, Place, edit_in_place


class ReferenceForm(EditForm):
    """What the payer wants to read on his invoices."""

    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=60, required=False)


def reference_place(subscription: Subscription, viewer: StaffUser) -> Place:
    """The reference as it is shown, and where it is changed."""
    href = reverse("subscriptions:reference", args=[subscription.number]) if viewer.may("subscriptions.start") else ""
    return Place("reference", _("Reference"), subscription.reference, href)


@permit("subscriptions.start")
def reference(request: StaffRequest, number: int) -> HttpResponse:
    """The form of the reference; posted, the reference."""
    subscription = visible_or_404(request, number)
    form = ReferenceForm(request.POST or None, initial={"reference": subscription.reference})

    def save() -> None:
        change_reference(subscription=subscription, seen=form.seen, wanted=form.said(), actor=request.user, today=today_of(request))
        said = {"reference": subscription.reference or "\N{EN DASH}"}
        undo = undo_address(request.user, "subscription", subscription.pk)
        toasts.say(request, _("Reference on invoices to come: %(reference)s.") % said, undo_url=undo)

    edit = Edit(
        form=form,
        title=_("Change the reference"),
        whose=str(subscription.number),
        back=subscription.url,
        save=save,
        place=lambda: reference_place(subscription, request.user),
        now=lambda: {"reference": Subscription.objects.get(pk=subscription.pk).reference},
    )
    return edit_in_place(request, edit)
