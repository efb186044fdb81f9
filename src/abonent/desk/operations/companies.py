"""The verbs of a company's set-up: particulars, bank accounts, units, number series, kind of business. Each is an act with its way back.

What was posted keeps what it was posted with: a document has its seller's particulars and its number in itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffEntity, StaffUser
from abonent.company.logos import Logo, keep_logo
from abonent.company.models import BankAccount, NumberSeries
from abonent.company.operations import choose_business
from abonent.company.queries import kind_of_business
from abonent.desk.operations.founding import OwnAccount, found_company
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.operations import record_act

LABELS = {
    "name": _("Name"),
    "street_line": _("Street and number"),
    "postal_code": _("Postal code"),
    "town": _("Town"),
    "company_number": _("Company number"),
    "vat_number": _("VAT number"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "web": _("Web"),
    "tax_office": _("Tax office"),
    "voivodeship": _("Voivodeship"),
    "county": _("County"),
    "municipality": _("Municipality"),
    "logo_id": _("Logo"),
    "language": _("Language"),
    "zone": _("Time zone"),
    "bic": _("BIC"),
    "on_invoices": _("Printed on invoices"),
    "prefix": _("Before the number"),
    "next_number": _("Next number"),
    "kind": _("Kind of business"),
}
Row = TypeVar("Row", LegalEntity, BankAccount, Unit)


class CannotSetUp(Refusal):
    """A set-up that cannot be so."""

    sentences = {
        "company.changed_meanwhile": _("%(fields)s was changed by somebody else while you were typing. Nothing is saved; look again."),
        "company.name_taken": _("There is a company called %(name)s already."),
        "account.taken": _("The account %(number)s is there already."),
        "unit.taken": _("There is a unit called %(name)s already."),
        "row.in_use": _("%(name)s is in use already. It stays."),
        "series.prefix_used": _("The series %(prefix)s was used before. Numbers would come twice: take other letters or figures."),
        "series.backwards": _("The next number is %(number)s. A smaller one would come twice."),
        "series.gap": _("Numbers follow each other without a gap: after %(number)s no number may be left out. Begin a new series instead."),
        "series.in_use": _("Documents have been numbered in the new series. It stays."),
        "series.same": _("That is the series as it is."),
    }


def add_company(*, facts: Mapping[str, str], account: OwnAccount | None, actor: StaffUser) -> LegalEntity:
    """Another company beside those there are, with its books; whoever adds it works for it."""
    with change_by(actor, "add_company"):
        if LegalEntity.objects.filter(name__iexact=facts["name"]).exists():
            raise CannotSetUp("company.name_taken", name=facts["name"])
        entity = found_company(code=_free_code(facts["name"]), facts=facts, accounts=[account] if account else [])
        StaffEntity.objects.create(staff_user=actor, entity=entity)
        record_act(actor=actor, verb="add_company", subject_kind="legal_entity", subject_ids=[entity.pk])
    return entity


def change_company(*, entity: LegalEntity, seen: Mapping[str, Any], wanted: Mapping[str, Any], actor: StaffUser | None) -> bool:
    """Change particulars to `wanted`, where `seen` is what was said when the change was begun; whether anything is new."""
    return _change(entity, seen, wanted, actor, verb="change_company", kind="legal_entity")


def change_logo(*, entity: LegalEntity, seen: int | None, wanted: Logo | None, actor: StaffUser | None) -> bool:
    """Use a logo, or none, from now on, where `seen` was in use when the change was begun; whether anything is new.

    The former one stays, for the way back and for the documents that bear it.
    """
    with transaction.atomic():
        kept = keep_logo(wanted).pk if wanted else None
        return change_company(entity=entity, seen={"logo_id": seen}, wanted={"logo_id": kept}, actor=actor)


def bear_logo(*, entity: LegalEntity, logo: Logo | None) -> None:
    """Use a logo, or none, within an act of its own, as a file of settings is."""
    LegalEntity.objects.filter(pk=entity.pk).update(logo=keep_logo(logo) if logo else None)


def add_account(*, entity: LegalEntity, said: Mapping[str, Any], actor: StaffUser | None) -> BankAccount:
    """Another account that payments arrive on."""
    with change_by(actor, "add_account"):
        if BankAccount.objects.filter(scheme=said["scheme"], number=said["number"]).exists():
            raise CannotSetUp("account.taken", number=said["number"])
        account = BankAccount.objects.create(entity=entity, **said)
        inverse = {"verb": "remove_account", "row": account.pk}
        record_act(actor=actor, verb="add_account", subject_kind="bank_account", subject_ids=[account.pk], inverse=inverse)
    return account


def change_account(*, account: BankAccount, seen: Mapping[str, Any], wanted: Mapping[str, Any], actor: StaffUser | None) -> bool:
    """Call an account otherwise, or stop or begin to print it; its number stays, payments are known by it."""
    return _change(account, seen, wanted, actor, verb="change_account", kind="bank_account")


def add_unit(*, entity: LegalEntity, name: str, actor: StaffUser | None) -> Unit:
    """Another part of a company."""
    with change_by(actor, "add_unit"):
        _refuse_taken(entity, name)
        code = slugify(name)[:20].strip("-") or "unit"
        taken = set(Unit.objects.filter(entity=entity).values_list("code", flat=True))
        free = next(one for one in (code, *(f"{code[:16]}-{number}" for number in range(2, 1000))) if one not in taken)
        unit = Unit.objects.create(entity=entity, code=free, name=name)
        inverse = {"verb": "remove_unit", "row": unit.pk}
        record_act(actor=actor, verb="add_unit", subject_kind="unit", subject_ids=[unit.pk], inverse=inverse)
    return unit


def change_unit(*, unit: Unit, seen: Mapping[str, Any], wanted: Mapping[str, Any], actor: StaffUser | None) -> bool:
    """Call a unit otherwise; what belongs to it stays with it."""
    with transaction.atomic():
        _refuse_taken(unit.entity, wanted["name"], besides=unit)
        return _change(unit, seen, wanted, actor, verb="change_unit", kind="unit")


def remove(*, row: BankAccount | Unit, actor: StaffUser | None) -> None:
    """Take back an account or a unit that was added and that nothing hangs on yet."""
    try:
        with change_by(actor, "remove"):
            row.delete()
    except models.ProtectedError:
        raise CannotSetUp("row.in_use", name=row) from None


def number_from(*, series: NumberSeries, prefix: str, number: int, actor: StaffUser | None) -> NumberSeries:
    """Number documents to come from here: a series that no document has used is changed, for one in use a new one is begun.

    Never backwards and without a gap: within a series that is used the numbers go on by themselves.
    """
    with change_by(actor, "number_from"):
        locked = NumberSeries.objects.select_for_update().get(pk=series.pk)
        before = {"prefix": locked.prefix, "next_number": locked.next_number}
        if before == {"prefix": prefix, "next_number": number}:
            raise CannotSetUp("series.same")
        same = NumberSeries.objects.filter(entity=locked.entity_id, kind=locked.kind, prefix=prefix).exclude(pk=locked.pk)
        if same.exists():
            raise CannotSetUp("series.prefix_used", prefix=prefix)
        if locked.latest_on is None:
            NumberSeries.objects.filter(pk=locked.pk).update(prefix=prefix, next_number=number)
            back = {"verb": "number_from_back", "series": locked.pk, "before": before}
        elif prefix == locked.prefix:
            code = "series.backwards" if number < locked.next_number else "series.gap"
            raise CannotSetUp(code, number=locked.next_number if number < locked.next_number else locked.next_number - 1)
        else:
            # A day that goes backwards is one over both series: documents are in the order of their days.
            new = NumberSeries.objects.create(
                entity_id=locked.entity_id, kind=locked.kind, prefix=prefix, next_number=number, latest_on=locked.latest_on
            )
            back = {"verb": "number_from_back", "series": new.pk, "former": locked.pk, "before": before}
            locked = new
        after = {"prefix": prefix, "next_number": number}
        kind = f"number_series_{locked.kind}"
        record_act(actor=actor, verb="number_from", subject_kind=kind, subject_ids=[locked.entity_id], inverse={**back, "after": after})
    locked.refresh_from_db()
    return locked


def number_as_before(*, series: NumberSeries, former: NumberSeries | None, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Go back to the former series, unless a document has taken a number of the new one."""
    with transaction.atomic():
        locked = NumberSeries.objects.select_for_update().get(pk=series.pk)
        if locked.next_number != after["next_number"] or (former is None and locked.latest_on is not None):
            raise CannotSetUp("series.in_use")
        if former is None:
            NumberSeries.objects.filter(pk=locked.pk).update(**before)
        else:
            locked.delete()


def change_business(*, kind: str, actor: StaffUser | None) -> None:
    """Serve another kind of business: its parts are on from now on, those foreign to it off. Nothing is deleted."""
    with change_by(actor, "change_business"):
        before = kind_of_business()
        choose_business(kind=kind, actor=actor)
        inverse = {"verb": "change_business_back", "before": {"kind": before}, "after": {"kind": kind}}
        record_act(actor=actor, verb="change_business", subject_kind="business", subject_ids=[1], inverse=inverse)


def _change(row: Row, seen: Mapping[str, Any], wanted: Mapping[str, Any], actor: StaffUser | None, *, verb: str, kind: str) -> bool:
    changes = {field: value for field, value in wanted.items() if value != seen.get(field)}
    with change_by(actor, verb):
        locked: models.Model = type(row)._default_manager.select_for_update().get(pk=row.pk)
        now = {field: getattr(locked, field) for field in changes}
        meanwhile = [str(LABELS[field]) for field in changes if now[field] != seen.get(field) and now[field] != changes[field]]
        if meanwhile:
            raise CannotSetUp("company.changed_meanwhile", fields=", ".join(meanwhile))
        new = {field: value for field, value in changes.items() if value != now[field]}
        if not new:
            return False
        for field, value in new.items():
            setattr(locked, field, value)
        locked.save(update_fields=list(new))
        inverse = {"verb": f"{verb}_back", "row": row.pk, "before": {field: now[field] for field in new}, "after": new}
        record_act(actor=actor, verb=verb, subject_kind=kind, subject_ids=[row.pk], inverse=inverse)
    row.refresh_from_db()
    return True


def _refuse_taken(entity: LegalEntity, name: str, *, besides: Unit | None = None) -> None:
    same = Unit.objects.filter(entity=entity, name__iexact=name)
    if (same.exclude(pk=besides.pk) if besides else same).exists():
        raise CannotSetUp("unit.taken", name=name)


def _free_code(name: str) -> str:
    code = slugify(name)[:20].strip("-") or "company"
    taken = set(LegalEntity.objects.values_list("code", flat=True))
    return next(one for one in (code, *(f"{code[:16]}-{number}" for number in range(2, 1000))) if one not in taken)
