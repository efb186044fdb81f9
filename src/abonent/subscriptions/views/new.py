"""Take an order: the form, what it would do while it is typed, and the customers found for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.models import Customer
from abonent.customers.queries import FoundCustomer, search_customers
from abonent.customers.visibility import visible_customers
from abonent.kit import clock
from abonent.runs.queries import may_undo
from abonent.subscriptions import wording
from abonent.subscriptions.forms import MOST_LINES, OrderForm
from abonent.subscriptions.gift_forms import GIFT
from abonent.subscriptions.issue_calendar import issue_calendar
from abonent.subscriptions.line_form import FurtherLineForm, LineForm
from abonent.subscriptions.operations import start_subscriptions
from abonent.subscriptions.operations.start import CannotStart
from abonent.subscriptions.premium_forms import PremiumForm
from abonent.subscriptions.start_effect import ShownOrder, ShownStart, shown_start
from abonent.subscriptions.views.order_receipt import act_of_order
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader

CHOSEN_BY_SEARCH = ("subscriber", "payer", "orderer")
HITS = 6
# What another product leaves no choice of: the first of its own is proposed.
FOLLOW_THE_PRODUCT = ("offer", "delivery_method")


@permit("subscriptions.start")
def new(request: StaffRequest) -> HttpResponse:
    """The form; `?customer=` names who gets it. Saving takes the order if it still does what was shown."""
    if request.method != "POST":
        return render(request, "subscriptions/new.html", _facts(request, _empty_form(request)))
    form = _form(request, data=request.POST)
    if not form.is_valid():
        return refused(request, "subscriptions/new.html", _facts(request, form))
    if not request.POST.get("effect"):
        form.add_error(None, _("Look at what it does, then save."))
        return refused(request, "subscriptions/new.html", _facts(request, form))
    orders = form.orders
    today = clock.today(orders[0].product.entity.zone)
    why = form.cleaned_data["over_credit"] if request.user.may("subscriptions.exceed_credit") else ""
    try:
        taken = start_subscriptions(
            orders=orders, actor=request.user, today=today, effect=request.POST["effect"], over_credit=why, together=True
        )
    except CannotStart as refusal:
        refuse(form, refusal)
        return refused(request, "subscriptions/new.html", _facts(request, form))
    act = act_of_order(taken[0])
    undo_url = reverse("runs:undo", args=[act.pk]) if may_undo(request.user, act) else ""
    if len(taken) > 1:
        count = figures.number(len(taken), request.user.language)
        toasts.say(request, _("The order of %(count)s lines is taken.") % {"count": count}, undo_url=undo_url)
        return redirect("subscriptions:order_receipt", act.pk)
    [subscription] = taken
    said = {
        "product": wording.product_name(subscription, request.user.language),
        "number": subscription.number,
        "day": figures.short_day(subscription.started_on, today, request.user.language),
    }
    toasts.say(request, _("%(product)s %(number)s begins %(day)s.") % said, undo_url=undo_url)
    return redirect(subscription.url) if orders[0].gift else redirect("desk:customer", subscription.subscriber.number)


@permit("subscriptions.start")
@require_POST
def effect(request: StaffRequest) -> HttpResponse:
    """What the order would do as it is typed so far, with the offers and the issue days that go with it."""
    typed, so_far, picked = request.POST.copy(), _form(request, data=request.POST), "picked" in request.POST
    for line in (so_far, *so_far.lines):
        _follow_the_product(typed, line)
    if picked:
        typed["starts_on"] = so_far.fields["starts_on"].prepare_value(so_far.begins_on)
    return render(request, "subscriptions/effect.html", {**_facts(request, _form(request, data=typed)), "picked": picked})


def _follow_the_product(typed: QueryDict, line: LineForm) -> None:
    for name in FOLLOW_THE_PRODUCT:
        choices = [str(value) for value, _label in line.fields[name].choices]  # type: ignore[attr-defined]
        if choices and typed.get(line.add_prefix(name)) not in choices:
            typed[line.add_prefix(name)] = choices[0]
    if line.coded:
        typed[line.add_prefix("offer")] = line.coded.value


@permit("subscriptions.start")
@require_POST
def lines(request: StaffRequest) -> HttpResponse:
    """The further lines as they are typed so far, with another one, or without the one that `drop` names."""
    form = _form(request, data=request.POST)
    kept = [line for line in form.lines if str(line.number) != request.POST.get("drop")]
    added = [form.another_line(max((line.number for line in kept), default=1) + 1)] if "add" in request.POST else []
    for line in added:
        line.fields["product"].widget.attrs["autofocus"] = True
    context = {"lines": _line_choices(request, [*kept, *added][: MOST_LINES - 1])}
    response = render(request, "subscriptions/order_lines.html", context)
    response["HX-Trigger-After-Settle"] = "customer-chosen"
    return response


@permit("stock.reserve")
@require_POST
def premiums(request: StaffRequest) -> HttpResponse:
    """The subscriber gifts as they are typed so far, with another one, or without the one that `drop_premium` names."""
    form = _form(request, data=request.POST)
    kept = [premium for premium in form.premiums if str(premium.number) != request.POST.get("drop_premium")]
    added = [form.another_premium(max((premium.number for premium in kept), default=0) + 1)] if "add_premium" in request.POST else []
    for premium in added:
        premium.fields["item"].widget.attrs["autofocus"] = True
    context = {"premiums": _premium_choices(request, [*kept, *added][: MOST_LINES - 1])}
    response = render(request, "subscriptions/order_premiums.html", context)
    response["HX-Trigger-After-Settle"] = "customer-chosen"
    return response


@permit("subscriptions.start")
def customer_choice(request: StaffRequest, field: str) -> HttpResponse:
    """A customer for a field of the form: those found for what is typed, or with `?number=` the one that was chosen."""
    bound = customer_field(request, field)
    chosen = _numbered(request, request.GET.get("number", ""))
    if chosen:
        return chosen_customer(request, field, chosen)
    choice = _choice(request, bound, text=request.GET.get(field, ""), chosen=None)
    context = {"choice": choice, "may_add": request.user.may("customers.add")}
    only_hits = request.headers.get("HX-Target") == f"hits-{field}"
    return render(request, "subscriptions/customer_hits.html" if only_hits else "subscriptions/customer_choice.html", context)


def customer_field(request: StaffRequest, name: str) -> Any:
    """A field for a customer by its name in the form: the subscriber, the payer, the orderer, the receiver of a further line or of a subscriber gift."""
    form = _form(request)
    of_premium = name.removeprefix("premium-").removesuffix("-receiver")
    if of_premium.isdecimal() and len(of_premium) < 3 and name == f"premium-{of_premium}-receiver":
        return form.another_premium(int(of_premium))["receiver"]
    number = name.removeprefix("line-").removesuffix("-subscriber")
    if number.isdecimal() and len(number) < 3 and name == f"line-{number}-subscriber":
        return form.another_line(int(number))["subscriber"]
    if name not in CHOSEN_BY_SEARCH:
        raise Http404
    return form[name]


def chosen_customer(request: StaffRequest, field: str, chosen: Customer) -> HttpResponse:
    """The customer who was chosen, in the place of what was typed."""
    choice = _choice(request, customer_field(request, field), text="", chosen=chosen)
    response = render(request, "subscriptions/customer_choice.html", {"choice": choice, "just_chosen": True})
    response["HX-Trigger-After-Settle"] = "customer-chosen"
    return response


@dataclass(frozen=True)
class Choice:
    """A field for a customer: who is chosen, or what is typed and who was found for it."""

    field: Any
    text: str
    chosen: Customer | None
    hits: list[FoundCustomer]


def _choice(request: StaffRequest, field: Any, *, text: str, chosen: Customer | None) -> Choice:
    hits = [] if chosen else search_customers(text, request.user, limit=HITS, today=present_reader().today)
    return Choice(field, text, chosen, hits)


def _numbered(request: StaffRequest, text: str) -> Customer | None:
    """The customer with a number, or whom he was merged into."""
    return visible_customers(request.user).filter(merged__number=text).first() if text.isdecimal() and len(text) < 19 else None


def _empty_form(request: StaffRequest) -> OrderForm:
    """The form for whom the address names, with a product of his country; `?giver=` names who gives."""
    giver = request.GET.get("giver", "")
    asked = {"subscriber": request.GET.get("customer", ""), "payer": giver or request.GET.get("payer", "")}
    first = _numbered(request, asked["subscriber"] or giver)
    asked |= {name: request.GET[name] for name in ("product", "starts_on", "agent") if request.GET.get(name)}
    return _form(request, initial={**asked, **({"order_is": GIFT} if giver else {})}, country=first.country if first else "")


def _form(request: StaffRequest, **given: Any) -> OrderForm:
    return OrderForm(viewer=request.user, today=present_reader().today, **given)


def _facts(request: StaffRequest, form: OrderForm) -> dict[str, Any]:
    shown, why_not = _shown(form)
    product = form.chosen_product
    edition, weekdays = form.edition, product.weekdays if product else 0
    months = issue_calendar(edition, weekdays=weekdays, begins_on=form.begins_on, reader=present_reader()) if edition else []
    choices = _choices(request, form)
    known = choices["subscriber"].chosen or choices["payer"].chosen
    return {
        "form": form,
        "shown": shown,
        "why_not": why_not,
        "months": months,
        "choices": choices,
        "lines": _line_choices(request, form.lines, shown),
        "premiums": _premium_choices(request, form.premiums),
        "may_add": request.user.may("customers.add"),
        "may_exceed": request.user.may("subscriptions.exceed_credit"),
        "back": reverse("desk:customer", args=[known.number]) if known else reverse("subscriptions:list"),
    }


def _choices(request: StaffRequest, form: OrderForm) -> dict[str, Choice]:
    understood = form.cleaned_data if form.is_bound and form.errors is not None else {}
    texts = {name: form[name].value() or "" for name in CHOSEN_BY_SEARCH}
    return {
        name: _choice(request, form[name], text=text, chosen=understood.get(name) or _numbered(request, text))
        for name, text in texts.items()
    }


@dataclass(frozen=True)
class LineChoice:
    """A further line of the form, with its field for the receiver and what it would do, if that is known yet."""

    form: FurtherLineForm
    choice: Choice
    shown: ShownStart | None


def _line_choices(request: StaffRequest, lines: Sequence[FurtherLineForm], shown: ShownOrder | None = None) -> list[LineChoice]:
    effects: Sequence[ShownStart | None] = shown.lines[1:] if shown else [None] * len(lines)
    found = []
    for line, effect in zip(lines, effects, strict=True):
        understood = line.cleaned_data.get("subscriber") if line.is_bound and line.errors is not None else None
        text = line["subscriber"].value() or ""
        found.append(LineChoice(line, _choice(request, line["subscriber"], text=text, chosen=understood), effect))
    return found


@dataclass(frozen=True)
class PremiumChoice:
    """A subscriber gift of the form, with its field for the receiver."""

    form: PremiumForm
    choice: Choice


def _premium_choices(request: StaffRequest, premiums: Sequence[PremiumForm]) -> list[PremiumChoice]:
    found = []
    for premium in premiums:
        understood = premium.cleaned_data.get("receiver") if premium.is_bound and premium.errors is not None else None
        field = premium["receiver"]
        found.append(PremiumChoice(premium, _choice(request, field, text=field.value() or "", chosen=understood)))
    return found


def _shown(form: OrderForm) -> tuple[ShownOrder | None, str]:
    """The effect of what is typed so far, or why there is none yet."""
    if not form.is_bound or "subscriber" in form.errors:
        return None, _not_yet(form)
    wrong = [
        f"{line[name].label}: {errors[0]}"
        for line in (form, *form.lines, *form.premiums)
        for name, errors in line.errors.items()
        if name != NON_FIELD_ERRORS
    ]
    if wrong:
        return None, wrong[0]
    try:
        return shown_start(form.orders, today=clock.today(form.orders[0].product.entity.zone), reader=present_reader()), ""
    except CannotStart as refusal:
        return None, str(refusal)


def _not_yet(form: OrderForm) -> str:
    """What stands in the place of the effect before anybody is chosen."""
    if form.edition is None:
        return _("Choose who gets it: what it costs is then shown here.")
    return _("Choose who gets it: what it costs and when the first paper comes is then shown here.")
