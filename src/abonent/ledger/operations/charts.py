"""Give an entity its chart of accounts."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.ledger.charts import ChartLine, chart_of, has_chart
from abonent.ledger.models import Account, AccountMapping
from abonent.organisation.models import LegalEntity


class CannotInstallChart(Refusal):
    """A country without a ready chart."""

    sentences = {"chart.none_for_country": _("There is no ready chart of accounts for %(country)s. Enter the accounts by hand.")}


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
