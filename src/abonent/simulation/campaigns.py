"""What the two companies promise to those who order: cheap months, a trial, issues for nothing, an umbrella; and who orders with which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from abonent.access.models import StaffUser
from abonent.catalog.models import PriceList, Product, Promotion
from abonent.catalog.models.price import FIXED, ISSUE, MONTH, UNTIL_FURTHER_NOTICE
from abonent.catalog.operations import PromotionDescription, open_promotion
from abonent.catalog.rules.promotions import Step
from abonent.simulation.assortment import Names, Offer
from abonent.simulation.chance import happens, pick
from abonent.simulation.publisher import DAILY, MAGAZINE
from abonent.stock.operations import ItemDescription, Receipt, add_item, move
from abonent.subscriptions.operations.premiums import promise_premium

SHARE_PROMOTED = 0.4
UMBRELLA = "PARAPLY"
UMBRELLA_NAME = {"en": "Umbrella", "sv": "Paraply", "fi": "Sateenvarjo", "pl": "Parasol", "hu": "Esernyő"}
UMBRELLA_COST = Decimal("64.50")


@dataclass(frozen=True)
class Campaign:
    """A promotion as it is opened: for which wares and term, what it promises."""

    entity: str
    code: str
    wares: tuple[str, ...]
    term_kind: str
    term_unit: str
    term_length: int
    name: Names
    steps: tuple[Step, ...]
    for_whom: str = Promotion.EVERYBODY
    then_ends: bool = False
    with_umbrella: bool = False

    def goes_with(self, ware: str, offer: Offer) -> bool:
        """Whether somebody who orders this can have it."""
        sold = (self.term_kind, self.term_unit, self.term_length)
        return ware in self.wares and sold == (offer.term_kind, offer.term_unit, offer.term_length)


CAMPAIGNS = (
    Campaign(
        DAILY,
        "TRE99",
        ("nd-hel", "nd-helg"),
        UNTIL_FURTHER_NOTICE,
        MONTH,
        1,
        {"en": "Three months for 99", "sv": "Tre månader för 99", "fi": "Kolme kuukautta 99", "pl": "Trzy miesiące za 99", "hu": "Három hónap 99"},
        (Step(terms=1, unit_price=Decimal(99), own_length=3),),
    ),
    Campaign(
        DAILY,
        "HALVA",
        ("nd-digital",),
        UNTIL_FURTHER_NOTICE,
        MONTH,
        1,
        {"en": "Half the price at first", "sv": "Halva priset först", "fi": "Aluksi puoleen hintaan", "pl": "Najpierw za pół ceny", "hu": "Eleinte fél áron"},
        (Step(terms=2, percent_off=Decimal(50)), Step(terms=2, percent_off=Decimal(25))),
    ),
    Campaign(
        DAILY,
        "PROVA",
        ("nd-hel", "nd-digital"),
        UNTIL_FURTHER_NOTICE,
        MONTH,
        1,
        {"en": "A month to try", "sv": "Prova en månad", "fi": "Kokeile kuukausi", "pl": "Miesiąc na próbę", "hu": "Egy hónap próba"},
        (Step(terms=1, unit_price=Decimal(0), own_length=1),),
        for_whom=Promotion.NEW,
        then_ends=True,
    ),
    Campaign(
        DAILY,
        "PARAPLY",
        ("nd-hel", "nd-helg"),
        FIXED,
        MONTH,
        12,
        {"en": "A year with an umbrella", "sv": "Ett år med paraply", "fi": "Vuosi ja sateenvarjo", "pl": "Rok z parasolem", "hu": "Egy év esernyővel"},
        (Step(terms=1, percent_off=Decimal(10)),),
        with_umbrella=True,
    ),
    Campaign(
        MAGAZINE,
        "KAKSI",
        ("vk-lehti",),
        FIXED,
        ISSUE,
        12,
        {"en": "Two issues for nothing", "sv": "Två nummer gratis", "fi": "Kaksi numeroa ilmaiseksi", "pl": "Dwa numery gratis", "hu": "Két szám ingyen"},
        (Step(terms=1, unit_price=Decimal(0), own_length=2),),
    ),
    Campaign(
        MAGAZINE,
        "PUOLET",
        ("vk-lehti", "vk-yhdistelma"),
        UNTIL_FURTHER_NOTICE,
        MONTH,
        3,
        {"en": "The first quarter for half", "sv": "Första kvartalet för halva", "fi": "Ensimmäinen neljännes puoleen hintaan", "pl": "Pierwszy kwartał za pół", "hu": "Az első negyedév fél áron"},
        (Step(terms=1, percent_off=Decimal(50)),),
    ),
)  # fmt: skip


def open_campaigns(*, opens_on: date, umbrellas: int, actor: StaffUser) -> None:
    """Open the promotions, and put the umbrellas on the shelf that one of them promises."""
    price_lists = {price_list.entity.code: price_list for price_list in PriceList.objects.select_related("entity")}
    products = {product.code: product for product in Product.objects.select_related("entity")}
    described = ItemDescription(number=UMBRELLA, name=UMBRELLA_NAME, reorder_level=5, reorder_pieces=umbrellas)
    umbrella = add_item(entity=price_lists[DAILY].entity, described=described, actor=actor)
    asked = Receipt(pieces=umbrellas, unit_cost=UMBRELLA_COST, moved_on=opens_on)
    move(item=umbrella, asked=asked, actor=actor, today=opens_on)
    for campaign in CAMPAIGNS:
        promotion = open_promotion(
            price_list=price_lists[campaign.entity],
            described=_described(campaign, [products[ware] for ware in campaign.wares], opens_on),
            actor=actor,
        )
        if campaign.with_umbrella:
            promise_premium(promotion=promotion, item=umbrella, actor=actor)


def campaign_of(source: Random, ware: str, offer: Offer) -> str:
    """The code by which somebody orders, or none."""
    fitting = [campaign.code for campaign in CAMPAIGNS if campaign.goes_with(ware, offer)]
    return pick(source, fitting) if fitting and happens(source, SHARE_PROMOTED) else ""


def _described(campaign: Campaign, products: list[Product], opens_on: date) -> PromotionDescription:
    return PromotionDescription(
        code=campaign.code,
        name=campaign.name,
        products=products,
        term_kind=campaign.term_kind,
        term_unit=campaign.term_unit,
        term_length=campaign.term_length,
        steps=campaign.steps,
        ordered_from=opens_on,
        for_whom=campaign.for_whom,
        then_ends=campaign.then_ends,
    )
