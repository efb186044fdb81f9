"""The promotions, a new one, and the page of one with who may order it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.fields import term_value
from abonent.catalog.models import Product, Promotion
from abonent.catalog.operations import CannotPromote, change_promotion, open_promotion, remove_promotion
from abonent.catalog.product_queries import said_name
from abonent.catalog.promotion_forms import ConditionsForm, PromotionForm
from abonent.catalog.promotion_queries import COMING, OPEN, OVER, OrderedCase, price_schedule, state_of, visible_promotions
from abonent.catalog.promotion_words import promotion_label, schedule_words
from abonent.catalog.rules.term_words import term_words
from abonent.catalog.views.columns import name_column, name_or_code
from abonent.catalog.views.products import entities, language
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, State, StateColumn, View, list_view
from abonent.ui.open_records import remember

STATES = {
    COMING: State(label=_("Opens later"), icon="clock", tone="ink2"),
    OPEN: State(label=_("Can be ordered"), icon="circle-check", tone="ok"),
    OVER: State(label=pgettext_lazy("promotion", "Ended"), icon="archive", tone="ink2"),
}
WHOM = {Promotion.EVERYBODY: _("Everybody"), Promotion.NEW: _("New customers"), Promotion.FORMER: _("Former customers")}
FIELD_OF = {
    "promotion.code_taken": "code",
    "promotion.other_entity": "products",
    "promotion.own_length_in_front": "length_1",
    "promotion.trial_of_one_term": "then_ends",
}


class PromotionList(List):
    """Promotions of the viewer's companies, those that can be ordered first."""

    name = "promotions"
    title = _("Promotions")
    columns = [
        name_column("catalog:promotion"),
        Column(name="code", label=_("Code"), sort="code", slot="fig"),
        Column(name="list", label=_("Price list"), value=lambda row: name_in(row.price_list.name, language()), slot="sub"),
        Column(name="term", label=_("Goes with"), value=lambda row: term_of(row), quiet=True),
        DayColumn(name="from", label=_("From"), value="first_day", sort="first_day"),
        DayColumn(name="to", label=_("Until"), value=lambda row: row.until and row.until - timedelta(days=1), sort="until"),
        Column(name="for", label=_("For whom"), value=lambda row: WHOM[row.for_whom], quiet=True),
        StateColumn(name="state", label=_("State"), slot="fig2", states=STATES),
    ]
    views = [View(name="all", label=_("All")), View(name="open", label=_("Can be ordered"), query="state=open")]
    default_sort = "-first_day"
    empty = EmptyState(
        title=_("No promotions yet"),
        text=_("A promotion gives the first terms of an order a price of their own, for example three months for 99."),
        act_label=_("New promotion"),
        act_url_name="catalog:new_promotion",
    )

    filters = [
        name_or_code(),
        ChoiceFilter(name="state", label=_("State"), choices=[(code, state.label) for code, state in STATES.items()]),
        ChoiceFilter(name="entity", label=_("Company"), path="price_list__entity_id", choices=entities),
    ]

    def rows(self) -> QuerySet[Any]:
        today = self.reader.today
        found = visible_promotions(self.request.user).annotate(  # type: ignore[arg-type]
            shown_name=said_name(self.reader.language), first_day=F("ordered_during__startswith"), until=F("ordered_during__endswith")
        )
        state = Case(When(first_day__gt=today, then=Value(COMING)), When(until__lte=today, then=Value(OVER)), default=Value(OPEN))
        return found.annotate(state=state)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s promotion", "%(count)s promotions", count) % {"count": wording.number(count, self.reader.language)}


def term_of(promotion: Any) -> str:
    """The term of the order it goes with."""
    return capfirst(term_words(kind=promotion.term_kind, unit=promotion.term_unit, length=promotion.term_length))


@permit("catalog.see")
def promotions(request: StaffRequest) -> HttpResponseBase:
    """All promotions."""
    return list_view(request, PromotionList, template="catalog/promotions.html", may_price=request.user.may("catalog.price"))


@permit("catalog.price")
def new(request: StaffRequest) -> HttpResponse:
    """A promotion that is not there yet; `?like=` begins with what another promises."""
    form = _promotion_form(request)
    if request.method != "POST":
        return render(request, "catalog/promotion_form.html", {"form": form})
    if not form.is_valid():
        return refused(request, "catalog/promotion_form.html", {"form": form})
    try:
        promotion = open_promotion(price_list=form.price_list, described=form.described, actor=request.user)
    except CannotPromote as refusal:
        refuse(form, refusal, field=FIELD_OF.get(refusal.code, "price_1"))
        return refused(request, "catalog/promotion_form.html", {"form": form})
    _say(request, gettext("%(promotion)s can be ordered as its days say."), promotion)
    return redirect("catalog:promotion", promotion.pk)


@permit("catalog.see")
def promotion_page(request: StaffRequest, promotion_id: int) -> HttpResponse:
    """What a promotion promises, and who may order it when; posted, the change of the latter."""
    promotion = visible_promotion(request, promotion_id)
    if request.method == "POST" and not request.user.may("catalog.price"):
        return redirect("catalog:promotion", promotion.pk)
    form = _conditions_form(request, promotion)
    remember(request, label=promotion_label(promotion, language()), url=request.path, icon="percentage")
    context = _facts(request, promotion, form)
    if request.method != "POST":
        return render(request, "catalog/promotion.html", context)
    if not form.is_valid():
        return refused(request, "catalog/promotion.html", context)
    promotion = change_promotion(promotion=promotion, **form.conditions, actor=request.user)
    _say(request, gettext("%(promotion)s is changed."), promotion)
    return redirect("catalog:promotion", promotion.pk)


@permit("catalog.price")
@require_POST
def removal(request: StaffRequest, promotion_id: int) -> HttpResponse:
    """A promotion that nobody has ordered is gone."""
    promotion = visible_promotion(request, promotion_id)
    try:
        remove_promotion(promotion=promotion, actor=request.user)
    except CannotPromote as refusal:
        toasts.warn(request, str(refusal))
        return redirect("catalog:promotion", promotion_id)
    said = gettext("The promotion %(code)s is deleted.") % {"code": promotion.code}
    toasts.say(request, said, undo_url=undo_address(request.user, "promotion", promotion_id))
    return redirect("catalog:promotions")


def visible_promotion(request: StaffRequest, promotion_id: int) -> Promotion:
    """A promotion the viewer may see; else there is none."""
    return get_object_or_404(visible_promotions(request.user), pk=promotion_id)


def _promotion_form(request: StaffRequest) -> PromotionForm:
    today = clock.today(request.user.entities.order_by("name").values_list("zone", flat=True).first() or "UTC")
    asked = request.GET.get("like", "")
    like = visible_promotions(request.user).filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
    initial: dict[str, Any] = {"ordered_from": today, "for_whom": Promotion.EVERYBODY}
    return PromotionForm(request.POST or None, viewer=request.user, today=today, initial={**initial, **(_initial_of(like) if like else {})})


def _initial_of(like: Promotion) -> dict[str, Any]:
    """What another promises, for a new one with a code of its own."""
    initial: dict[str, Any] = {
        "name": like.name,
        "for_whom": like.for_whom,
        "sales_channels": like.sales_channels,
        "by_code_only": like.by_code_only,
        "then_ends": like.then_ends,
        "sold_as": f"{like.price_list_id}-{term_value(like.term_kind, like.term_unit, like.term_length)}",
        "products": [str(product) for product in like.products.values_list("product", flat=True)],
    }
    for place, step in enumerate(like.steps.all(), start=1):
        said = {"terms": step.terms, "price": step.unit_price, "percent": step.percent_off, "length": step.own_length}
        initial |= {f"{name}_{place}": value for name, value in said.items() if value is not None}
    return initial


def _conditions_form(request: StaffRequest, promotion: Promotion) -> ConditionsForm:
    during = promotion.ordered_during
    initial = {
        "name": promotion.name,
        "ordered_from": during.lower,
        "ordered_to": during.upper - timedelta(days=1) if during.upper else None,
        "for_whom": promotion.for_whom,
        "sales_channels": promotion.sales_channels,
        "by_code_only": promotion.by_code_only,
    }
    return ConditionsForm(request.POST or None, today=clock.today(promotion.price_list.entity.zone), initial=initial)


def _facts(request: StaffRequest, promotion: Promotion, form: ConditionsForm) -> dict[str, Any]:
    today = clock.today(promotion.price_list.entity.zone)
    products = [row.product for row in promotion.products.select_related("product").order_by("product__code")]
    return {
        "promotion": promotion,
        "form": form,
        "state": STATES[state_of(promotion, today)],
        "whom": WHOM[promotion.for_whom],
        "term": term_of(promotion),
        "lines": [(product, _words(promotion, product, today)) for product in products],
        "today": today,
        "may_price": request.user.may("catalog.price"),
    }


def _words(promotion: Promotion, product: Product, today: Any) -> str:
    """What it makes of the present price of a product."""
    ordered = OrderedCase(product=product, weekdays=product.weekdays)
    scheduled = price_schedule(promotion, ordered=ordered, on=today)
    return capfirst(schedule_words(scheduled, currency=promotion.price_list.currency, language=language()))


def _say(request: StaffRequest, text: str, promotion: Promotion) -> None:
    undo_url = undo_address(request.user, "promotion", promotion.pk)
    toasts.say(request, text % {"promotion": promotion_label(promotion, language())}, undo_url=undo_url)
