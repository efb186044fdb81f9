"""Which account is posted to: one of its own for a product or a class, an account that the chart lacks, what is missing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from abonent.catalog.models import TaxCategory
from abonent.kit.periods import day
from abonent.ledger.models import Account, AccountMapping
from abonent.ledger.operations import CannotMap, add_mapping, open_account, remove_mapping, withdraw_account
from abonent.ledger.testing import a_receivable, an_entity
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db
TODAY = day("2026-07-09")


def the_account(entity, code: str) -> Account:
    return Account.objects.get(entity=entity, code=code)


def mapped(entity, account: Account, *, purpose="revenue", product=None, tax_category="", revenue_class="paper") -> AccountMapping:
    what = {"purpose": purpose, "product": product, "tax_category": tax_category, "revenue_class": revenue_class}
    return add_mapping(entity=entity, account=account, **what, actor=None)


def test_a_product_or_a_class_gets_an_account_of_its_own_once(norrvik):
    account = open_account(entity=norrvik, code="3015", name="Norrposten", kind="revenue", actor=None)
    row = mapped(norrvik, account, product=7, tax_category="press_print")
    assert (row.product_id, row.tax_category, row.revenue_class, row.account) == (7, "press_print", "paper", account)
    with pytest.raises(CannotMap, match="There is an account for that already: 3015 Norrposten"):
        mapped(norrvik, account, product=7, tax_category="press_print")


def test_an_account_of_its_own_is_for_something_and_of_the_company_and_no_list_hangs_on_it(norrvik):
    account = the_account(norrvik, "3001")
    with pytest.raises(CannotMap, match="Name a product"):
        mapped(norrvik, account, revenue_class="")
    with pytest.raises(CannotMap, match="another company"):
        mapped(an_entity(code="other", bankgiro="55550100"), account)
    with pytest.raises(CannotMap, match="same list"):
        mapped(norrvik, the_account(norrvik, "1510"))


def test_it_is_taken_away_again_but_what_is_for_all_the_rest_stays(norrvik, eva):
    row = mapped(norrvik, the_account(norrvik, "3001"), product=7)
    with pytest.raises(CannotMap, match="cannot be taken|not taken away"):
        remove_mapping(mapping=AccountMapping.objects.get(entity=norrvik, purpose="loss"), actor=None)
    remove_mapping(mapping=row, actor=None)
    assert not AccountMapping.objects.filter(product_id=7).exists()
    undo_act(act=Act.objects.get(verb="remove_mapping"), actor=eva, today=TODAY)
    assert AccountMapping.objects.get(product_id=7).account == the_account(norrvik, "3001")


def test_an_account_is_opened_once_and_withdrawn_while_nothing_is_posted_to_it(norrvik, anna, eva):
    open_account(entity=norrvik, code="3015", name="Norrposten", kind="revenue", actor=None)
    with pytest.raises(CannotMap, match="has an account 3015 already"):
        open_account(entity=norrvik, code="3015", name="Again", kind="revenue", actor=None)
    undo_act(act=Act.objects.get(verb="open_account"), actor=eva, today=TODAY)
    assert not Account.objects.filter(code="3015").exists()
    a_receivable(anna, "10.00", entity=norrvik)
    AccountMapping.objects.filter(account__code="1510").delete()
    with pytest.raises(CannotMap, match="1510 is posted to"):
        withdraw_account(account=the_account(norrvik, "1510"), actor=None)


def test_the_screens_open_an_account_map_to_it_and_take_it_away(norrvik, desk):
    TaxCategory.objects.get_or_create(code="press_print", defaults={"name": {"en": "Printed papers"}})
    desk.post(reverse("ledger:new_account", args=[norrvik.pk]), {"code": "3015", "name": "Norrposten", "kind": "revenue"})
    account = the_account(norrvik, "3015")
    said = {"purpose": "revenue", "product": "", "tax_category": "press_print", "revenue_class": "", "account": account.pk}
    refused = desk.post(reverse("ledger:new_mapping", args=[norrvik.pk]), said).content.decode()
    assert "There is an account for that already" in refused
    AccountMapping.objects.filter(entity=norrvik, purpose="revenue", tax_category="press_print").delete()
    page = desk.post(reverse("ledger:new_mapping", args=[norrvik.pk]), said, follow=True).content.decode()
    assert "Revenue is posted to 3015 Norrposten from now on." in page
    row = AccountMapping.objects.get(account=account)
    page = desk.post(reverse("ledger:remove_mapping", args=[row.pk]), follow=True).content.decode()
    assert "posted where all others go" in page and not AccountMapping.objects.filter(account=account).exists()


def test_a_purpose_without_an_account_is_told_before_anything_is_posted_to_it(norrvik, desk):
    assert "No account for" not in desk.get(reverse("ledger:accounts")).content.decode()
    AccountMapping.objects.filter(entity=norrvik, purpose="loss").delete()
    assert "No account for: Losses on receivables." in desk.get(reverse("ledger:accounts")).content.decode()
