"""Which data the house wants of everybody, and who lacks some of it.

What is wanted is set up in a screen: details that every customer has room for, and own fields that must be filled in. Somebody who
lacks any of it is incomplete: a mark on his page, a view of the list, and a question in the form of a new customer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Case, CharField, Exists, ExpressionWrapper, JSONField, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import (
    CategorisedCustomer,
    Consent,
    ContactPerson,
    Customer,
    Erasure,
    OwnField,
    OwnValue,
    RequiredDetail,
)
from abonent.customers.own_values import name_of, own_fields
from abonent.kit.once import once_a_page
from abonent.ui.lists import BooleanFilter, ChoiceFilter, Column, Filter, View

PERSON, ORGANISATION = Customer.Kind.PERSON.value, Customer.Kind.ORGANISATION.value
BOTH = (PERSON, ORGANISATION)


@dataclass(frozen=True, kw_only=True)
class Detail:
    """Something that can be wanted: of which kinds of customers, when it is there, where it is filled in.

    `fields` are those of the form of a new customer, one of which must be filled in; without any it can only come later.
    """

    code: str
    label: Any
    there: Callable[[], Q]
    url_name: str
    kinds: Sequence[str] = BOTH
    fields: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A detail or an own field that is wanted of the customers of some kinds."""

    code: str
    label: str
    kinds: Sequence[str]
    there: Q
    url_name: str
    fields: Sequence[str]

    @property
    def lacking(self) -> Q:
        """The customers of whom it is wanted and who lack it."""
        return Q(kind__in=self.kinds) & ~self.there


@dataclass(frozen=True)
class Lack:
    """Something that a customer lacks, and the address where it is filled in."""

    label: str
    url: str


def _of(model: Any, **said: Any) -> Q:
    return Q(Exists(model.objects.filter(customer=OuterRef("pk"), **said)))


def _told(what: str) -> Q:
    return Q(**{f"search__has_{what}": True})


DETAILS = [
    Detail(
        code="telephone",
        label=_("Telephone"),
        there=partial(_told, "telephone"),
        url_name="customers:new_contact",
        fields=("mobile", "phone"),
    ),
    Detail(
        code="email",
        label=_("E-mail"),
        there=partial(_told, "email"),
        url_name="customers:new_contact",
        fields=("email",),
    ),
    Detail(
        code="address",
        label=_("Address"),
        there=partial(_told, "address"),
        url_name="customers:new_address",
        fields=("town",),
    ),
    Detail(
        code="national_id",
        label=_("Personal number"),
        there=lambda: ~Q(national_id=""),
        url_name="customers:edit",
        kinds=(PERSON,),
        fields=("national_id",),
    ),
    Detail(
        code="company_number",
        label=_("Company number"),
        there=lambda: ~Q(company_number=""),
        url_name="customers:edit",
        kinds=(ORGANISATION,),
        fields=("company_number",),
    ),
    Detail(
        code="vat_number",
        label=_("VAT number"),
        there=lambda: ~Q(vat_number=""),
        url_name="customers:edit",
        kinds=(ORGANISATION,),
        fields=("vat_number",),
    ),
    Detail(
        code="branch",
        label=_("Branch"),
        there=lambda: Q(branch__isnull=False),
        url_name="customers:edit",
        kinds=(ORGANISATION,),
        fields=("branch_id",),
    ),
    Detail(
        code="contact_person",
        label=_("Contact person"),
        there=partial(_of, ContactPerson),
        url_name="customers:new_person",
        kinds=(ORGANISATION,),
    ),
    Detail(code="types", label=_("Types"), there=partial(_of, CategorisedCustomer), url_name="customers:edit", fields=("category_ids",)),
    Detail(
        code="responsible",
        label=_("Responsible"),
        there=lambda: Q(responsible__isnull=False),
        url_name="customers:edit",
        fields=("responsible_id",),
    ),
    Detail(code="consent", label=_("Consents"), there=partial(_of, Consent), url_name="customers:note_consent"),
]


def wanted_details() -> list[Wanted]:
    """All that is wanted now, the details of every customer first; two statements."""
    rows = _required()
    found = [(detail, [kind for kind in detail.kinds if (kind, detail.code) in rows]) for detail in DETAILS]
    details = [
        Wanted(code=detail.code, label=str(detail.label), kinds=kinds, there=detail.there(), url_name=detail.url_name, fields=detail.fields)
        for detail, kinds in found
        if kinds
    ]
    own = [
        Wanted(
            code=name_of(field),
            label=str(field),
            kinds=[kind for kind in BOTH if field.is_of(kind)],
            there=_of(OwnValue, field=field.pk),
            url_name="customers:own_values",
            fields=(name_of(field),),
        )
        for field in own_fields()
        if field.required
    ]
    return details + own


@once_a_page
def _required() -> set[tuple[str, str]]:
    return set(RequiredDetail.objects.values_list("kind", "detail"))


def lacking() -> dict[str, Any]:
    """What a customer lacks, as annotations of his row: `lacks_CODE` for each detail, and `lacks_own`, the own fields he lacks.

    Who was erased lacks nothing any more.
    """
    known = ~_of(Erasure)
    wanted = {detail.code: _of_kind(detail.code) & Q(kind__in=detail.kinds) & ~detail.there() for detail in DETAILS}
    filled = OwnValue.objects.filter(customer=OuterRef(OuterRef("pk")), field=OuterRef("pk"))
    own = OwnField.objects.filter(~Exists(filled), required=True, retired=False).annotate(
        whose=ExpressionWrapper(OuterRef("kind"), output_field=CharField())
    )
    his = own.filter(Q(whose=PERSON, of_persons=True) | Q(whose=ORGANISATION, of_organisations=True)).order_by("ordinal", "pk")
    return {
        **{f"lacks_{code}": Case(When(lacks & known, then=Value(True)), default=Value(False)) for code, lacks in wanted.items()},
        "lacks_own": Case(When(known, then=ArraySubquery(his.values("name"))), default=Value([], output_field=ArrayField(JSONField()))),
    }


def _of_kind(code: str) -> Q:
    return Q(Exists(RequiredDetail.objects.filter(kind=OuterRef("kind"), detail=code)))


def lacks_of(customer: Customer) -> list[Lack]:
    """What a customer lacks, with the way to fill it in; of the customer at hand without a further question."""
    row: Any = customer if hasattr(customer, "lacks_own") else Customer.objects.annotate(**lacking()).get(pk=customer.pk)
    lacks = [(str(detail.label), detail.url_name) for detail in DETAILS if getattr(row, f"lacks_{detail.code}")]
    lacks += [(str(OwnField(name=name)), "customers:own_values") for name in row.lacks_own]
    return [Lack(label, reverse(url_name, args=[customer.number])) for label, url_name in lacks]


def incomplete(wanted: Sequence[Wanted]) -> Q:
    """The customers who lack any of what is wanted; who was erased lacks nothing any more."""
    lacking = Q(pk__in=[])
    for one in wanted:
        lacking |= one.lacking
    return lacking & ~_of(Erasure)


def completeness_columns() -> list[Column]:
    """A column that says what each customer lacks, if anything is wanted."""
    wanted = wanted_details()

    def lacks(row: Any) -> str:
        return ", ".join(one.label for one in wanted if getattr(row, f"lacks_{one.code}", False))

    joins = partial(_with_lacks, wanted=wanted)
    return [Column(name="missing", label=_("Missing"), value=lacks, joins=joins, shown=False)] if wanted else []


def completeness_filters() -> list[Filter]:
    """Who is complete, and who lacks a certain thing; none if nothing is wanted."""
    wanted = wanted_details()
    if not wanted:
        return []
    by_code = {one.code: one for one in wanted}

    def lacking(codes: list[str]) -> Q:
        return incomplete([by_code[code] for code in codes])

    return [
        BooleanFilter(name="complete", label=_("Complete"), where=lambda yes: ~incomplete(wanted) if yes else incomplete(wanted)),
        ChoiceFilter(name="missing", label=_("Missing"), choices=[(one.code, one.label) for one in wanted], where=lacking),
    ]


def completeness_views() -> list[View]:
    """Those who lack something as a view of the list, with what they lack."""
    shown = "&".join(f"column={name}" for name in ("name", "missing", "number", "telephone", "email", "town"))
    return [View(name="incomplete", label=_("Incomplete"), query=f"complete=no&{shown}")] if wanted_details() else []


def _with_lacks(rows: QuerySet[Customer], wanted: Sequence[Wanted]) -> QuerySet[Customer]:
    lacks = {
        f"lacks_{one.code}": Case(When(one.lacking, then=Value(True)), default=Value(False), output_field=BooleanField()) for one in wanted
    }
    return rows.annotate(**lacks)
