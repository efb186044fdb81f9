"""Single values of a customer, changed where they stand on his page."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.forms import AddressInPlaceForm, ContactPointForm, IdentityForm
from abonent.customers.history import changed_by_others_since
from abonent.customers.models import Address, ContactPoint, Customer, CustomerBankAccount, Relationship
from abonent.customers.operations import change_address, change_contact_point, change_customer, written_of
from abonent.customers.operations.relations import change_bank_account, change_relationship
from abonent.customers.places import PARTS, account_place, address_place, contact_place, fields_of, identity_place, label_of, relation_place
from abonent.customers.relation_forms import BankAccountInPlaceForm, RelationInPlaceForm
from abonent.customers.relation_words import SIDES, how_said
from abonent.customers.said_values import in_words, said_now
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.customers.visibility import withheld_from
from abonent.ui import toasts, wording
from abonent.ui.in_place import Edit, Place, edit_in_place


@permit("customers.change")
def edit_part(request: StaffRequest, number: int, part: str) -> HttpResponse:
    """A value of who the customer is, such as his name or his language; `?seen=` is the version that the page shows."""
    customer = customer_of(number)
    if part not in PARTS:
        raise Http404
    only = fields_of(customer, part)
    if withheld_from(request.user) & set(only):
        raise PermissionDenied
    initial = {"kind": customer.kind, **{field: getattr(customer, field) for field in only}}
    form = IdentityForm(request.POST or None, only=only, initial=initial, country=customer.country)
    if not form.fields:
        raise Http404

    def save() -> None:
        changed = change_customer(customer=customer, seen=form.seen, wanted=form.said(), actor=request.user, today=today_of(request))
        if changed.version != version:
            said = {"field": label_of(part), "value": place().value or "\N{EN DASH}"}
            say(request, _("%(field)s: %(value)s.") % said, subject_kind="customer", subject_id=customer.pk)
        if changed_by_others_since(_version_seen(request, version), customer=customer, viewer=request.user):
            toasts.say(request, _("Somebody else changed something else of the customer meanwhile. Both changes are kept."))

    def place() -> Place:
        return identity_place(customer_of(number), part, may_change=True, on=_on(request))

    version = customer.version
    edit = Edit(
        form=form,
        title=_("Change: %(field)s") % {"field": label_of(part)},
        whose=f"{customer.name}, {customer.number}",
        back=page_of(customer, "identity"),
        save=save,
        place=place,
        now=lambda: said_now(customer.pk),
        in_words=in_words,
        is_title=part == "name" and bool(_on(request)),
    )
    return edit_in_place(request, edit)


@permit("customers.change")
def contact(request: StaffRequest, contact_point_id: int) -> HttpResponse:
    """A number or an address at which somebody is reached."""
    point = get_object_or_404(ContactPoint.objects.select_related("customer"), pk=contact_point_id)
    customer = point.customer
    initial = {"kind": point.kind, "value": point.value}
    form = ContactPointForm(request.POST or None, only=["value"], customer=customer, initial=initial)

    def save() -> None:
        reach = form.cleaned_data["reach"]
        changed = change_contact_point(contact_point=point, reach=reach, seen=form.seen, actor=request.user, today=today_of(request))
        say(request, _("%(contact)s is noted.") % {"contact": changed.value}, subject_kind="contact_point", subject_id=changed.pk)

    edit = Edit(
        form=form,
        title=_("Correct a contact"),
        whose=f"{customer.name}, {customer.number}",
        back=page_of(customer),
        save=save,
        place=lambda: contact_place(_saved_point(point, form), customer.country, may_change=True),
        now=lambda: {"value": ContactPoint.objects.get(pk=point.pk).value},
    )
    return edit_in_place(request, edit)


def _saved_point(point: ContactPoint, form: ContactPointForm) -> ContactPoint:
    """The contact as it is saved; its twin, where the customer had the new one already."""
    reach = form.cleaned_data["reach"]
    same = ContactPoint.objects.filter(customer=point.customer_id, contact_person=point.contact_person_id)
    return same.get(kind=reach.kind, normalised=reach.normalised)


@permit("customers.change")
def address(request: StaffRequest, address_id: int) -> HttpResponse:
    """The address that counts now; another one from a day on."""
    shown = get_object_or_404(Address.objects.select_related("customer", "place"), pk=address_id, temporary=False)
    customer, today = shown.customer, today_of(request)
    form = AddressInPlaceForm(request.POST or None, today=today, initial=vars(written_of(shown)))

    def save() -> None:
        said = form.cleaned_data
        moved = change_address(
            customer=customer,
            door=form.door(said["country"]),
            begins_on=said["begins_on"],
            kind=shown.kind,
            care_of=said["care_of"],
            seen=form.seen_address,
            actor=request.user,
            today=today,
        )
        words = {"place": written_of(moved), "day": wording.day(moved.during.lower, today, get_language() or "en")}
        say(request, _("%(place)s from %(day)s.") % words, subject_kind=f"{shown.kind}_address", subject_id=customer.pk)

    edit = Edit(
        form=form,
        title=_("Change the address"),
        whose=f"{customer.name}, {customer.number}",
        back=page_of(customer, "addresses"),
        save=save,
        place=lambda: address_place(_at(customer, shown.kind, today) or shown, may_change=True, on=_on(request)),
        now=lambda: vars(written_of(_at(customer, shown.kind, form.cleaned_data["begins_on"]))),
    )
    return edit_in_place(request, edit)


@permit("customers.change")
def account(request: StaffRequest, account_id: int) -> HttpResponse:
    """An account of a customer: correct its number."""
    shown = get_object_or_404(CustomerBankAccount.objects.select_related("customer"), pk=account_id)
    form = BankAccountInPlaceForm(request.POST or None, initial={"scheme": shown.scheme, "number": shown.number})

    def save() -> None:
        change_bank_account(account=shown, seen=form.seen, wanted=form.said(), actor=request.user, today=today_of(request))
        words = {"number": account_place(now(), may_change=False).value}
        say(request, _("Account %(number)s is noted.") % words, subject_kind="relations", subject_id=shown.customer_id)

    def now() -> CustomerBankAccount:
        return CustomerBankAccount.objects.get(pk=shown.pk)

    edit = Edit(
        form=form,
        title=_("Correct an account"),
        whose=f"{shown.customer.name}, {shown.customer.number}",
        back=page_of(shown.customer, "relations"),
        save=save,
        place=lambda: account_place(now(), may_change=True),
        now=lambda: {"scheme": now().scheme, "number": now().number},
    )
    return edit_in_place(request, edit)


@permit("customers.change")
def relation(request: StaffRequest, number: int, relationship_id: int) -> HttpResponse:
    """What somebody is to a customer."""
    customer, shown = customer_of(number), get_object_or_404(Relationship, pk=relationship_id)
    people = customer.merged_ids
    if not {shown.customer_id, shown.other_id} & set(people):
        raise Http404
    form = RelationInPlaceForm(request.POST or None, initial={"how": how_said(shown, people)})

    def save() -> None:
        wanted = form.cleaned_data["how"]
        change_relationship(
            relationship=shown, customer=customer, seen=form.seen["how"], wanted=wanted, actor=request.user, today=today_of(request)
        )
        say(request, _("%(how)s: noted.") % {"how": SIDES[wanted]}, subject_kind="relations", subject_id=customer.pk)

    def now() -> Relationship:
        return Relationship.objects.get(pk=shown.pk)

    edit = Edit(
        form=form,
        title=_("Change a relation"),
        whose=f"{customer.name}, {customer.number}",
        back=page_of(customer, "relations"),
        save=save,
        place=lambda: relation_place(now(), customer, may_change=True),
        now=lambda: {"how": how_said(now(), people)},
        in_words=lambda _name, how: SIDES.get(how, how),
    )
    return edit_in_place(request, edit)


def _at(customer: Customer, kind: str, day: date) -> Address | None:
    """The address for good of a customer on a day."""
    return customer.addresses.select_related("place").filter(kind=kind, temporary=False, during__contains=day).first()


def _version_seen(request: StaffRequest, present: int) -> int:
    seen = request.GET.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else present


def _on(request: StaffRequest) -> str:
    return "strip-" if request.GET.get("on") == "strip-" else ""
