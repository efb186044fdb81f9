"""What the panels share that change a subscription: the form while it is typed, the effect that is said and then saved, the way back.

One address a change: while something is typed, htmx posts the form and gets the effect alone; saving posts the effect that was seen along.
Without script the first post answers with the effect, the second does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.customers.receipts import answer_receipt
from abonent.kit.refusals import Refusal
from abonent.subscriptions import wording
from abonent.subscriptions.change_calendar import Taken, change_calendar
from abonent.subscriptions.delivery_bar import delivery_bars
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend
from abonent.ui.lists.reader import Reader

Asked = TypeVar("Asked")
Effect = TypeVar("Effect")


@dataclass(frozen=True)
class Change(Generic[Asked, Effect]):
    """What a panel does: how it is called, what its effect would be, and the doing of it.

    `name` begins the names of its templates (`pause_fields`, `pause_cells`, `pause_words`, and `pause_read`, which follows what is typed,
    where something is proposed by `chips`) in those of its `folder`, of its ids and of its refusals; `prompt` is said until there is an effect; `field_of` names the field that is to blame for a refusal.
    """

    name: str
    title: str
    prompt: str
    preview: Callable[[Asked], Effect]
    save: Callable[[Asked, str], Any]
    field_of: Callable[[str], str | None]
    folder: str = "subscriptions"

    @property
    def pieces(self) -> dict[str, str]:
        """The templates of its own."""
        return {piece: f"{self.folder}/{self.name}_{piece}.html" for piece in ("fields", "cells", "words", "read")}


def answer_change(
    request: StaffRequest,
    change: Change[Asked, Effect],
    form: Any,
    *,
    facts: Callable[[Effect | None], dict[str, Any]],
    done: Callable[[], HttpResponse],
) -> HttpResponse:
    """The form, its effect alone, or the way back once it is done. The form says what is `asked`; `facts` is what the page shows besides."""
    target = request.headers.get("HX-Target", "")
    is_typing = target == f"{change.name}-effect"
    effect: Effect | None = None
    if form.is_bound and form.is_valid():
        seen = "" if is_typing else request.POST.get("effect", "")
        try:
            if seen:
                change.save(form.asked, seen)
                return done()
            effect = change.preview(form.asked)
        except Refusal as refusal:
            if refusal.code == f"{change.name}.effect_changed":
                effect = change.preview(form.asked)
                refuse(form, refusal)
            else:
                refuse(form, refusal, field=change.field_of(refusal.code))
    context = {
        "change": change,
        "form": form,
        "to_mend": to_mend(form),
        "address": request.path,
        **facts(effect),
    }
    if is_typing:
        return render(request, "subscriptions/change_answer.html", context)
    template = "subscriptions/change_panel.html" if target == "change-panel" else "subscriptions/change.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors and request.method == "POST" else 200)


def beside(subscription: Subscription, taken: Taken, *, request: StaffRequest, reader: Reader) -> dict[str, Any]:
    """What stands beside each change of a subscription: whose it is, two months and twelve weeks of issues with the days it takes."""
    bar = {"without_from": taken.begins} if taken.instead else {"changed": taken.days}
    bars = delivery_bars([subscription], viewer=request.user, today=reader.today, language=reader.language, **bar)
    pattern = wording.pattern(subscription, reader.language)
    return {
        "subscription": subscription,
        "customer": subscription.subscriber,
        "sub": f"{subscription.number}, {pattern}",
        "panel_sub": f"{subscription.subscriber.name}, {pattern}",
        "months": change_calendar(subscription, taken, reader) if subscription.is_delivered else [],
        "taken_words": taken.words,
        "bar": bars[subscription.pk],
        "back": reverse("desk:customer", args=[subscription.subscriber.number]),
    }


def visible_change(request: StaffRequest, model: type[Model], pk: int, *related: str) -> Any:
    """A change of a subscription that the viewer sees."""
    seen = visible_subscriptions(request.user)
    known = ("subscription__product__entity", "subscription__entity", "subscription__subscriber")
    rows = of_my_entities(model._default_manager.select_related(*known, *related), request.user, path="subscription__entity")
    return get_object_or_404(rows.filter(subscription__in=seen.values("pk")), pk=pk)


def change_receipt(
    request: StaffRequest, subscription: Subscription, template: str, facts: Callable[[Reader], dict[str, Any]]
) -> HttpResponse:
    """What was asked and what happens with which issue."""

    def known(reader: Reader) -> dict[str, Any]:
        return {"subscription": subscription, "name": wording.product_name(subscription, reader.language), **facts(reader)}

    return answer_receipt(request, subscription.subscriber, template, known)
