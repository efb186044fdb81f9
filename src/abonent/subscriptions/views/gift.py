"""A gift: other words on its card, another who is asked at its end; its letters as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.kit import clock
from abonent.kit.documents import PDF
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.documents.gift_letter import gift_letters_pdf
from abonent.subscriptions.gift_forms import GiftForm
from abonent.subscriptions.models import Gift, GiftLetter
from abonent.subscriptions.operations import CannotGive, change_gift, note_letters
from abonent.subscriptions.operations.gifts import terms_of
from abonent.subscriptions.views.visible import visible_or_404
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused


@permit("subscriptions.start")
def gift(request: StaffRequest, number: int) -> HttpResponse:
    """The form of a gift; posted, the change."""
    given = _gift_or_404(request, number)
    form = GiftForm(request.POST if request.method == "POST" else None, initial=vars(terms_of(given)))
    context = {"form": form, "subscription": given.subscription}
    if request.method != "POST":
        return render(request, "subscriptions/gift.html", context)
    if not form.is_valid():
        return refused(request, "subscriptions/gift.html", context)
    try:
        change_gift(gift=given, terms=form.terms, actor=request.user)
    except CannotGive as refusal:
        refuse(form, refusal)
        return refused(request, "subscriptions/gift.html", context)
    toasts.say(request, _("The gift is changed."), undo_url=latest_undo_url(request.user))
    return redirect(given.subscription.url)


@permit("subscriptions.start")
@require_POST
def gift_letter(request: StaffRequest, number: int, kind: str) -> HttpResponse:
    """The card, or the offer to go on, as a file to print; noted as printed."""
    given = _gift_or_404(request, number)
    if kind not in dict(GiftLetter.KINDS) or (kind == GiftLetter.OFFER and given.at_end == Gift.ENDS):
        raise Http404
    return letters_answer(request, [given], kind)


def letters_answer(request: StaffRequest, gifts: list[Gift], kind: str) -> HttpResponse:
    """The letters of gifts in one file, noted as printed in one act."""
    content = gift_letters_pdf(gifts, kind=kind, today=today_of(request), at=clock.now())
    note_letters(gifts=gifts, kind=kind, actor=request.user)
    response = HttpResponse(content, content_type=PDF)
    name = "gift-cards.pdf" if kind == GiftLetter.CARD else "gift-offers.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _gift_or_404(request: StaffRequest, number: int) -> Any:
    subscription = visible_or_404(request, number)
    found = Gift.objects.filter(subscription=subscription).first()
    if found is None:
        raise Http404
    found.subscription = subscription
    return found
