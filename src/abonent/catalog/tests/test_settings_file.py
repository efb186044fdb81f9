"""Price groups in the file of settings: by company and code, brought in by who works for the company, taken back while nobody is in them."""

from __future__ import annotations

import pytest

from abonent.access.models import StaffUser
from abonent.catalog.models import PriceGroup, PriceGroupMember
from abonent.catalog.operations.price_groups import CannotGroup
from abonent.catalog.settings_file import PriceGroups
from abonent.catalog.testing import a_discount, a_price_list, an_entity
from abonent.customers.testing import a_customer
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
SECTION = PriceGroups()
STUDENTS = {"company": "dagbladet", "code": "student", "name": {"en": "Students"}}


@pytest.fixture
def finn() -> StaffUser:
    finn = StaffUser.objects.create_user("finn")
    finn.entities.add(an_entity())
    return finn


def written(says: dict, actor: StaffUser) -> int:
    return SECTION.write(None, says, actor=actor, today=TODAY)


def test_a_group_is_written_renamed_and_says_the_same_again(finn: StaffUser):
    key = written(STUDENTS, finn)
    assert SECTION.items() == {key: STUDENTS}
    pupils = {**STUDENTS, "name": {"en": "Pupils", "sv": "Elever"}}
    assert SECTION.likeness(STUDENTS, pupils) and not SECTION.likeness(STUDENTS, {**STUDENTS, "company": "norrvik"})
    assert SECTION.write(key, SECTION.merged(STUDENTS, pupils), actor=finn, today=TODAY) == key
    assert SECTION.items() == {key: pupils}


def test_a_group_of_a_company_that_is_not_here_or_not_his_is_refused(finn: StaffUser):
    an_entity(code="norrvik")
    for company in ("norrvik", "nowhere"):
        with pytest.raises(CannotGroup, match=company):
            written({**STUDENTS, "company": company}, finn)
    assert not PriceGroup.objects.exists()


def test_a_group_that_a_file_has_added_is_taken_back_unless_it_has_customers_or_discounts(finn: StaffUser):
    entity = an_entity()
    for code in ("student", "staff", "library"):
        written({**STUDENTS, "code": code}, finn)
    PriceGroupMember.objects.create(entity=entity, price_group=PriceGroup.objects.get(code="staff"), customer=a_customer())
    a_discount(price_list=a_price_list(entity=entity), percent="5", price_group=PriceGroup.objects.get(code="library"))
    for key in SECTION.items():
        SECTION.withdraw(key, actor=finn, today=TODAY)
    assert set(PriceGroup.objects.values_list("code", flat=True)) == {"staff", "library"}
