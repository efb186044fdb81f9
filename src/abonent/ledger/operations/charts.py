"""Give an entity its chart of accounts, add to it, and say which account a purpose is posted to."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.ledger.charts import ChartLine, chart_of, has_chart
from abonent.ledger.models import Account, AccountMapping, JournalLine
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotInstallChart(Refusal):
    """A country without a ready chart."""

    sentences = {"chart.none_for_country": _("There is no ready chart of accounts for %(country)s. Enter the accounts by hand.")}


class CannotMap(Refusal):
    """An account that a purpose cannot be posted to."""

    sentences = {
        "mapping.other_books": _("The account belongs to another company."),
        "mapping.other_list": _(
            "%(purpose)s must stay on an account that is compared with the same list (%(list)s), else the books cannot be checked."
        ),
        "mapping.for_nothing": _("Name a product, a class of VAT or a class of revenue that this account is for."),
        "mapping.there": _("There is an account for that already: %(account)s. Change that one."),
        "mapping.general": _("This account is for all that has none of its own, so it can be changed but not taken away."),
        "account.there": _("%(company)s has an account %(number)s already."),
        "account.in_use": _("Account %(number)s is posted to."),
    }


def install_chart(*, entity: LegalEntity) -> None:
    """Enter the ready chart of the entity's country. What is there already stays as it is, so it may be called again."""
    if not has_chart(entity.country):
        raise CannotInstallChart("chart.none_for_country", country=entity.country)
    lines = chart_of(entity.country)
    with transaction.atomic():
        clock.hand_over()
        Account.objects.bulk_create([_account(entity, line) for line in lines], ignore_conflicts=True)
        accounts = dict(Account.objects.filter(entity=entity).values_list("code", "id"))
        AccountMapping.objects.bulk_create([_mapping(entity, line, accounts) for line in lines if line.purpose], ignore_conflicts=True)


def map_purpose(*, mapping: AccountMapping, account: Account, actor: StaffUser | None) -> AccountMapping:
    """From now on post a purpose to another account; what is posted stays where it is."""
    if account.entity_id != mapping.entity_id:
        raise CannotMap("mapping.other_books")
    if account.subledger != mapping.account.subledger:
        raise CannotMap(
            "mapping.other_list",
            purpose=mapping.get_purpose_display(),
            list=mapping.account.get_subledger_display() or account.get_subledger_display(),
        )
    with transaction.atomic():
        clock.hand_over()
        before = mapping.account_id
        mapping.account = account
        mapping.save(update_fields=["account"])
        record_act(
            actor=actor,
            verb="map_purpose",
            subject_kind="account_mapping",
            subject_ids=[mapping.pk],
            inverse={"verb": "map_purpose", "mapping": mapping.pk, "account": before},
        )
    return mapping


def add_mapping(
    *,
    entity: LegalEntity,
    purpose: str,
    account: Account,
    product: int | None,
    tax_category: str,
    revenue_class: str,
    actor: StaffUser | None,
) -> AccountMapping:
    """From now on post a purpose to an account of its own for a product, a class of VAT, a class of revenue, or several of them."""
    if account.entity_id != entity.pk:
        raise CannotMap("mapping.other_books")
    if account.subledger:
        raise CannotMap("mapping.other_list", purpose=dict(AccountMapping.PURPOSES)[purpose], list=account.get_subledger_display())
    if not (product or tax_category or revenue_class):
        raise CannotMap("mapping.for_nothing")
    what = {"purpose": purpose, "product_id": product, "tax_category": tax_category, "revenue_class": revenue_class}
    with transaction.atomic():
        clock.hand_over()
        LegalEntity.objects.select_for_update().get(pk=entity.pk)
        there = AccountMapping.objects.filter(entity=entity, bank_account=None, **what).select_related("account").first()
        if there:
            raise CannotMap("mapping.there", account=there.account)
        mapping = AccountMapping.objects.create(entity=entity, account=account, **what)
        inverse = {"verb": "remove_mapping", "mapping": mapping.pk}
        record_act(actor=actor, verb="add_mapping", subject_kind="account_mapping", subject_ids=[mapping.pk], inverse=inverse)
    return mapping


def remove_mapping(*, mapping: AccountMapping, actor: StaffUser | None) -> None:
    """From now on post a purpose for this product or class where all others go."""
    if not mapping.is_specific:
        raise CannotMap("mapping.general")
    with transaction.atomic():
        clock.hand_over()
        said = {
            "purpose": mapping.purpose,
            "product": mapping.product_id,
            "tax_category": mapping.tax_category,
            "revenue_class": mapping.revenue_class,
        }
        inverse = {"verb": "add_mapping", "entity": mapping.entity_id, "account": mapping.account_id, "said": said}
        record_act(actor=actor, verb="remove_mapping", subject_kind="account_mapping", subject_ids=[mapping.pk], inverse=inverse)
        mapping.delete()


def open_account(*, entity: LegalEntity, code: str, name: str, kind: str, actor: StaffUser | None) -> Account:
    """Enter an account in the books of an entity."""
    with transaction.atomic():
        clock.hand_over()
        LegalEntity.objects.select_for_update().get(pk=entity.pk)
        if Account.objects.filter(entity=entity, code=code).exists():
            raise CannotMap("account.there", company=entity.name, number=code)
        account = Account.objects.create(entity=entity, code=code, name=name, kind=kind)
        inverse = {"verb": "withdraw_account", "account": account.pk}
        record_act(actor=actor, verb="open_account", subject_kind="account", subject_ids=[account.pk], inverse=inverse)
    return account


def withdraw_account(*, account: Account, actor: StaffUser | None) -> None:
    """Take an account out of the books that nothing was posted to, or is to be."""
    with transaction.atomic():
        clock.hand_over()
        if account.mappings.exists() or JournalLine.objects.filter(account=account).exists():
            raise CannotMap("account.in_use", number=account.code)
        record_act(actor=actor, verb="withdraw_account", subject_kind="account", subject_ids=[account.pk])
        account.delete()


def _account(entity: LegalEntity, line: ChartLine) -> Account:
    return Account(entity=entity, code=line.code, name=line.name, kind=line.kind, subledger=line.subledger)


def _mapping(entity: LegalEntity, line: ChartLine, accounts: dict[str, int]) -> AccountMapping:
    return AccountMapping(
        entity=entity,
        purpose=line.purpose,
        tax_category=line.tax_category,
        revenue_class=line.revenue_class,
        account_id=accounts[line.code],
    )
