"""Products and titles: described, changed, withdrawn, and all of it undone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from abonent.catalog.models import Product
from abonent.catalog.operations import (
    CannotDescribe,
    CannotName,
    ComponentDescription,
    ProductDescription,
    change_edition,
    change_product,
    change_title,
    description_of,
    install_tax_facts,
    register_edition,
    register_product,
    register_title,
    withdraw_product,
)
from abonent.catalog.testing import a_product, an_edition, an_entity
from abonent.company.operations import choose_business
from abonent.company.parts import PUBLISHER, SERVICE
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")


def undo(verb: str) -> None:
    undo_act(act=Act.objects.filter(verb=verb).latest("pk"), actor=None, today=TODAY)


@pytest.fixture
def edition():
    install_tax_facts()
    return an_edition(entity=an_entity())


def paper(of, **said):
    told = {"name": {"en": "Paper"}, "tax_category": "press_print", "revenue_class": "paper", "share": Decimal(1), "edition": of.pk}
    return ComponentDescription(**{**told, **said})


def weekend(edition, **said):
    return ProductDescription(**{"code": "weekend", "name": {"sv": "Helg"}, "weekdays": 112, "components": (paper(edition),), **said})


def registered(edition, **said):
    entity = edition.title.entity
    return register_product(entity=entity, described=weekend(edition, **said), shares_from=TODAY, actor=None)


def test_a_product_is_registered_with_its_components_and_their_shares(edition):
    product = registered(edition)
    assert (product.code, product.name, product.weekdays) == ("weekend", {"sv": "Helg"}, 112)
    component = product.components.get()
    assert (component.ordinal, component.edition, component.tax_category_id) == (1, edition, "press_print")
    assert list(component.shares.values_list("valid_from", "share")) == [(TODAY, Decimal(1))]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": {}}, "product.no_name"),
        ({"components": ()}, "product.no_component"),
        ({"charge_days_before": 30}, "product.charged_before_it_is_made"),
    ],
)
def test_a_product_that_could_not_be_sold_is_refused(edition, said, code):
    with pytest.raises(CannotDescribe) as refused:
        registered(edition, **said)
    assert refused.value.code == code
    assert not Product.objects.exists()


def test_a_publishers_subscription_needs_an_edition_and_a_share(edition):
    choose_business(kind=PUBLISHER, actor=None)
    with pytest.raises(CannotDescribe, match="component with an edition"):
        registered(edition, components=(paper(edition, edition=None),))
    with pytest.raises(CannotDescribe, match="share of the price"):
        registered(edition, components=(paper(edition, share=Decimal(0)),))


def test_a_service_needs_no_edition_nor_does_a_subscription_of_a_firm_that_is_no_publisher(edition):
    assert registered(edition, kind="service", components=(paper(edition, edition=None),)).kind == "service"
    choose_business(kind=SERVICE, actor=None)
    assert registered(edition, code="support", components=(paper(edition, edition=None),)).kind == "subscription"


def test_a_code_is_taken_once_in_a_company(edition):
    registered(edition)
    with pytest.raises(CannotDescribe, match="already a product with the code weekend"):
        registered(edition)


def test_an_edition_of_another_company_is_refused(edition):
    foreign = an_edition(entity=an_entity(code="lehti", country="FI", currency="EUR"), code="lehti")
    with pytest.raises(CannotDescribe, match="another company"):
        registered(edition, components=(paper(foreign),))


def test_a_share_that_changes_holds_from_a_day_and_the_former_one_until_then(edition):
    product = registered(edition, components=(paper(edition, share=Decimal(80)), paper(edition, name={"en": "App"}, share=Decimal(20))))
    described = description_of(product, TODAY)
    first, second = described.components

    change_product(
        product=product,
        described=replace(described, components=(replace(first, share=Decimal(70)), replace(second, share=Decimal(20)))),
        shares_from=day("2026-07-01"),
        actor=None,
    )

    assert [part.share for part in description_of(product, day("2026-06-30")).components] == [80, 20]
    assert [part.share for part in description_of(product, day("2026-07-01")).components] == [70, 20]
    assert product.components.get(ordinal=2).shares.count() == 1


def test_a_changed_product_can_be_changed_back_with_its_components(edition):
    product = registered(edition, components=(paper(edition, share=Decimal(80)), paper(edition, name={"en": "App"}, share=Decimal(20))))
    before = description_of(product, TODAY)
    changed = replace(before, code="helg", weekdays=96, components=(replace(before.components[0], tax_category="press_digital"),))

    change_product(product=product, described=changed, shares_from=TODAY, actor=None)
    assert product.components.count() == 1
    undo("change_product")

    product.refresh_from_db()
    after = description_of(product, TODAY)
    assert replace(after, components=()) == replace(before, components=())
    assert [(part.name, part.tax_category, part.share) for part in after.components] == [
        ({"en": "Paper"}, "press_print", Decimal(80)),
        ({"en": "App"}, "press_print", Decimal(20)),
    ]


def test_a_product_changed_into_itself_leaves_no_act(edition):
    product = registered(edition)
    change_product(product=product, described=description_of(product, TODAY), shares_from=TODAY, actor=None)
    assert not Act.objects.filter(verb="change_product").exists()


def test_a_withdrawn_product_is_offered_again_by_undo(edition):
    product = a_product(entity=edition.title.entity)
    withdraw_product(product=product, withdrawn_on=day("2026-03-01"), actor=None)
    assert Product.objects.get(pk=product.pk).withdrawn_on == day("2026-03-01")
    undo("withdraw_product")
    assert Product.objects.get(pk=product.pk).withdrawn_on is None
    undo("offer_product")
    assert Product.objects.get(pk=product.pk).withdrawn_on == day("2026-03-01")


def test_titles_and_editions_are_named_and_named_back():
    title = register_title(entity=an_entity(), code="nd", name={"sv": "Norrviks Dagblad"}, actor=None)
    edition = register_edition(title=title, code="nd-app", name={"sv": "App"}, medium="electronic", actor=None)
    change_title(title=title, code="nd", name={"sv": "Dagbladet"}, actor=None)
    change_edition(edition=edition, code="nd-web", name={"sv": "Webb"}, medium="electronic", actor=None)

    undo("change_title")
    undo("change_edition")

    title.refresh_from_db()
    edition.refresh_from_db()
    assert (title.name, edition.code, edition.name) == ({"sv": "Norrviks Dagblad"}, "nd-app", {"sv": "App"})


def test_a_title_or_edition_without_a_name_or_with_a_taken_code_is_refused():
    entity = an_entity()
    title = register_title(entity=entity, code="nd", name={"sv": "Norrviks Dagblad"}, actor=None)
    register_edition(title=title, code="app", name={"sv": "App"}, medium="electronic", actor=None)
    with pytest.raises(CannotName, match="already a title"):
        register_title(entity=entity, code="nd", name={"sv": "Nytt"}, actor=None)
    with pytest.raises(CannotName, match="already has an edition"):
        register_edition(title=title, code="app", name={"sv": "App"}, medium="paper", actor=None)
    with pytest.raises(CannotName, match="at least one language"):
        change_title(title=title, code="nd", name={}, actor=None)
