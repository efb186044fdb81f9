"""The discounts, a new one, and the page of one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, Prefetch, QuerySet, Value, When
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.catalog.discount_forms import DiscountForm
from abonent.catalog.discount_queries import COMING, HOLDS, OVER, state_of, visible_discounts
from abonent.catalog.discount_words import conditions_words, discount_label, takes_words
from abonent.catalog.models import Discount, DiscountProduct
from abonent.catalog.operations import CannotDiscount, change_discount, describe_discount, open_discount, remove_discount
from abonent.catalog.product_queries import said_name
from abonent.catalog.views.columns import name_column, name_or_code
from abonent.catalog.views.products import entities, language
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, State, StateColumn, View, list_view
from abonent.ui.open_records import remember

STATES = {
    COMING: State(label=_("Holds later"), icon="clock", tone="ink2"),
    HOLDS: State(label=_("Holds now"), icon="circle-check", tone="ok"),
    OVER: State(label=_("Over"), icon="archive", tone="ink2"),
}
FORM = "catalog/discount.html"
FIELD_OF = {"discount.code_taken": "code", "discount.other_entity": "price_list"}


class DiscountList(List):
    """Discounts of the viewer's companies, in the order of their turns."""

    name = "discounts"
    title = _("Discounts")
    columns = [
        name_column("catalog:discount"),
        Column(name="code", label=_("Code"), sort="code", quiet=True),
        Column(name="takes", label=_("Takes off"), value=lambda row: takes_words(row, language()), slot="fig"),
        Column(name="holds", label=_("For"), value=lambda row: conditions_words(row, language()), slot="sub"),
        Column(name="list", label=_("Price list"), value=lambda row: name_in(row.price_list.name, language()), quiet=True),
        Column(name="turn", label=_("Turn"), value="ordinal", sort="ordinal", quiet=True),
        DayColumn(name="from", label=_("From"), value="first_day", sort="first_day"),
        DayColumn(name="to", label=_("Until"), value=lambda row: row.until and row.until - timedelta(days=1), sort="until"),
        StateColumn(name="state", label=_("State"), slot="fig2", states=STATES),
    ]
    views = [View(name="all", label=_("All")), View(name="now", label=_("Holds now"), query="state=holds")]
    default_sort = "turn"
    empty = EmptyState(
        title=_("No discounts yet"),
        text=_("A discount takes something off the prices of a list: from a quantity, for a group, in certain days."),
        act_label=_("New discount"),
        act_url_name="catalog:new_discount",
    )
    filters = [
        name_or_code(),
        ChoiceFilter(name="state", label=_("State"), choices=[(code, state.label) for code, state in STATES.items()]),
        ChoiceFilter(name="entity", label=_("Company"), path="price_list__entity_id", choices=entities),
    ]

    def rows(self) -> QuerySet[Any]:
        today = self.reader.today
        products = Prefetch("products", DiscountProduct.objects.select_related("product"))
        found = visible_discounts(self.request.user).annotate(  # type: ignore[arg-type]
            shown_name=said_name(self.reader.language), first_day=F("during__startswith"), until=F("during__endswith")
        )
        state = Case(When(first_day__gt=today, then=Value(COMING)), When(until__lte=today, then=Value(OVER)), default=Value(HOLDS))
        return found.annotate(state=state).prefetch_related(products)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s discount", "%(count)s discounts", count) % {"count": wording.number(count, self.reader.language)}


@permit("catalog.see")
def discounts(request: StaffRequest) -> HttpResponseBase:
    """All discounts."""
    return list_view(request, DiscountList, template="catalog/discounts.html", may_price=request.user.may("catalog.price"))


@permit("catalog.price")
def new(request: StaffRequest) -> HttpResponse:
    """A discount that is not there yet; `?like=` begins with what another takes off."""
    asked = request.GET.get("like", "")
    like = visible_discounts(request.user).filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
    today = today_of(request)
    initial = {**_initial_of(like), "code": "", "begins_on": today, "ends_on": None} if like else {"begins_on": today}
    form = DiscountForm(request.POST or None, viewer=request.user, today=today, initial=initial)
    if request.method != "POST":
        return render(request, FORM, {"form": form})
    if not form.is_valid():
        return refused(request, FORM, {"form": form})
    try:
        discount = open_discount(price_list=form.cleaned_data["price_list"], described=form.described, actor=request.user)
    except CannotDiscount as refusal:
        refuse(form, refusal, field=FIELD_OF.get(refusal.code))
        return refused(request, FORM, {"form": form})
    _say(request, gettext("%(discount)s holds for the terms that begin in its days."), discount)
    return redirect("catalog:discount", discount.pk)


@permit("catalog.see")
def discount_page(request: StaffRequest, discount_id: int) -> HttpResponse:
    """What a discount takes off and when it holds; posted, the change of it."""
    discount = visible_discount(request, discount_id)
    may_price = request.user.may("catalog.price")
    if request.method == "POST" and not may_price:
        return redirect("catalog:discount", discount.pk)
    today = today_of(request)
    form = DiscountForm(request.POST or None, viewer=request.user, discount=discount, today=today, initial=_initial_of(discount))
    remember(request, label=discount_label(discount, language()), url=request.path, icon="discount")
    context = {"form": form, **_facts(discount, today), "may_price": may_price}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    try:
        discount = change_discount(discount=discount, described=form.described, actor=request.user)
    except CannotDiscount as refusal:
        refuse(form, refusal, field=FIELD_OF.get(refusal.code))
        return refused(request, FORM, context)
    _say(request, gettext("%(discount)s is changed for the terms that are made from now on."), discount)
    return redirect("catalog:discount", discount.pk)


@permit("catalog.price")
@require_POST
def removal(request: StaffRequest, discount_id: int) -> HttpResponse:
    """A discount is gone; what was priced with it stays."""
    discount = visible_discount(request, discount_id)
    remove_discount(discount=discount, actor=request.user)
    said = gettext("The discount %(code)s is taken away. What was sold with it stays.") % {"code": discount.code}
    toasts.say(request, said, undo_url=undo_address(request.user, "discount", discount_id))
    return redirect("catalog:discounts")


def visible_discount(request: StaffRequest, discount_id: int) -> Discount:
    """A discount the viewer may see; else there is none."""
    return get_object_or_404(visible_discounts(request.user), pk=discount_id)


def _initial_of(discount: Discount) -> dict[str, Any]:
    described = describe_discount(discount)
    chosen = {name: getattr(discount, f"{name}_id") for name in ("price_list", "price_group", "group")}
    products = {name: [str(product.pk) for product in getattr(described, name)] for name in ("products", "needs")}
    return {**vars(described), **chosen, **products, "value_from": described.value_from or None}


def _facts(discount: Discount, today: date) -> dict[str, Any]:
    return {
        "discount": discount,
        "state": STATES[state_of(discount, today)],
        "takes": takes_words(discount, language()),
        "conditions": conditions_words(discount, language()),
    }


def _say(request: StaffRequest, text: str, discount: Discount) -> None:
    undo_url = undo_address(request.user, "discount", discount.pk)
    toasts.say(request, text % {"discount": discount_label(discount, language())}, undo_url=undo_url)
