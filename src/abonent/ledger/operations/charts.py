"""Give an entity its chart of accounts, and say which account a purpose is posted to."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.ledger.charts import ChartLine, chart_of, has_chart
from abonent.ledger.models import Account, AccountMapping
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
