"""What the two companies sell: titles, editions, products with their parts, and the first version of their price lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from abonent.access.models import StaffUser
from abonent.catalog.models import ComponentShare, Edition, PriceList, Product, ProductComponent, Title
from abonent.catalog.models.price import FIXED, ISSUE, MONTH, UNTIL_FURTHER_NOTICE
from abonent.catalog.operations import approve_version, draft_version, install_tax_facts, set_price
from abonent.organisation.models import LegalEntity, Unit
from abonent.simulation.publisher import DAILY, MAGAZINE
from abonent.subscriptions.models.pause import CREDIT, PROLONG
from abonent.subscriptions.operations import set_pause_rule

MONDAY_TO_SATURDAY, FRIDAY_AND_SATURDAY, EVERY_DAY = 63, 48, 127

Names = dict[str, str]


@dataclass(frozen=True)
class Part:
    """A component of a product: edition, class of tax and of revenue, share of the price, its own weekdays if any."""

    edition: str
    tax_category: str
    revenue_class: str
    share: str
    name: Names
    weekdays: int | None = None


@dataclass(frozen=True)
class Offer:
    """A term of a product and its first price, with VAT."""

    term_kind: str
    term_unit: str
    term_length: int
    price: str


@dataclass(frozen=True)
class Ware:
    """A product as it is set up. With `grace`, issues and days, its fixed terms are renewed only when the reader asks."""

    entity: str
    code: str
    weekdays: int
    delivery_method: str
    name: Names
    parts: tuple[Part, ...]
    offers: tuple[Offer, ...]
    grace: tuple[int, int] | None = None


PAPER_NAME = {"en": "Paper", "sv": "Papperstidning", "fi": "Painettu lehti", "pl": "Wydanie papierowe", "hu": "Nyomtatott lap"}
DIGITAL_NAME = {"en": "Digital", "sv": "Digital", "fi": "Digilehti", "pl": "Wydanie cyfrowe", "hu": "Digitális lap"}
PAPER_DAILY = Part("nd-papper", "press_daily", "paper", "0.80", PAPER_NAME)
PAPER_WEEKEND = Part("nd-papper", "press_daily", "paper", "0.70", PAPER_NAME)
EVERY_DAY_DIGITAL = Part("nd-digital", "press_digital", "digital", "0.20", DIGITAL_NAME, EVERY_DAY)

WARES = (
    Ware(
        DAILY,
        "nd-hel",
        MONDAY_TO_SATURDAY,
        "carrier",
        {
            "en": "Norrviks Dagblad, Monday to Saturday",
            "sv": "Norrviks Dagblad, måndag till lördag",
            "fi": "Norrviks Dagblad, maanantaista lauantaihin",
            "pl": "Norrviks Dagblad, od poniedziałku do soboty",
            "hu": "Norrviks Dagblad, hétfőtől szombatig",
        },
        (PAPER_DAILY, EVERY_DAY_DIGITAL),
        (
            Offer(FIXED, MONTH, 12, "4188.00"),
            Offer(FIXED, MONTH, 6, "2190.00"),
            Offer(FIXED, MONTH, 3, "1149.00"),
            Offer(UNTIL_FURTHER_NOTICE, MONTH, 1, "389.00"),
        ),
    ),
    Ware(
        DAILY,
        "nd-helg",
        FRIDAY_AND_SATURDAY,
        "carrier",
        {
            "en": "Norrviks Dagblad, weekend",
            "sv": "Norrviks Dagblad, helg",
            "fi": "Norrviks Dagblad, viikonloppu",
            "pl": "Norrviks Dagblad, weekend",
            "hu": "Norrviks Dagblad, hétvége",
        },
        (PAPER_WEEKEND, EVERY_DAY_DIGITAL),
        (Offer(FIXED, MONTH, 12, "2388.00"), Offer(FIXED, MONTH, 3, "659.00"), Offer(UNTIL_FURTHER_NOTICE, MONTH, 1, "229.00")),
    ),
    Ware(
        DAILY,
        "nd-digital",
        EVERY_DAY,
        "electronic",
        {
            "en": "Norrviks Dagblad, digital",
            "sv": "Norrviks Dagblad, digital",
            "fi": "Norrviks Dagblad, digi",
            "pl": "Norrviks Dagblad, cyfrowy",
            "hu": "Norrviks Dagblad, digitális",
        },
        (EVERY_DAY_DIGITAL,),
        (Offer(FIXED, MONTH, 12, "1290.00"), Offer(UNTIL_FURTHER_NOTICE, MONTH, 1, "129.00")),
    ),
    Ware(
        MAGAZINE,
        "vk-lehti",
        EVERY_DAY,
        "post",
        {"en": "Vuodenkierto", "sv": "Vuodenkierto", "fi": "Vuodenkierto", "pl": "Vuodenkierto", "hu": "Vuodenkierto"},
        (Part("vk-lehti", "press_print", "paper", "1.00", PAPER_NAME),),
        (Offer(FIXED, ISSUE, 12, "94.90"), Offer(FIXED, ISSUE, 6, "52.90"), Offer(UNTIL_FURTHER_NOTICE, MONTH, 3, "26.90")),
    ),
    Ware(
        MAGAZINE,
        "vk-yhdistelma",
        EVERY_DAY,
        "post",
        {
            "en": "Vuodenkierto, paper and digital",
            "sv": "Vuodenkierto, papper och digital",
            "fi": "Vuodenkierto, lehti ja digi",
            "pl": "Vuodenkierto, papier i wydanie cyfrowe",
            "hu": "Vuodenkierto, nyomtatott és digitális",
        },
        (Part("vk-lehti", "press_print", "paper", "0.75", PAPER_NAME), Part("vk-digi", "press_digital", "digital", "0.25", DIGITAL_NAME)),
        (Offer(FIXED, ISSUE, 12, "109.90"), Offer(UNTIL_FURTHER_NOTICE, MONTH, 3, "30.90")),
        grace=(2, 60),
    ),
)
TITLES: dict[str, tuple[str, str, dict[str, tuple[str, Names]]]] = {
    DAILY: (
        "norrviks-dagblad",
        "Norrviks Dagblad",
        {"nd-papper": (Edition.PAPER, PAPER_NAME), "nd-digital": (Edition.ELECTRONIC, DIGITAL_NAME)},
    ),
    MAGAZINE: ("vuodenkierto", "Vuodenkierto", {"vk-lehti": (Edition.PAPER, PAPER_NAME), "vk-digi": (Edition.ELECTRONIC, DIGITAL_NAME)}),
}
STANDARD = "standard"
LIST_NAME = {"en": "Standard prices", "sv": "Ordinarie priser", "fi": "Normaalihinnat", "pl": "Ceny standardowe", "hu": "Alapárak"}


def set_up_assortment(entities: dict[str, LegalEntity], *, opens_on: date, actor: StaffUser) -> None:
    """Write titles, editions, products and price lists, valid from the day the books open."""
    install_tax_facts()
    for code, entity in entities.items():
        editions = _editions(entity, *TITLES[code])
        products = {ware.code: _product(entity, ware, editions, opens_on) for ware in WARES if ware.entity == code}
        _prices(entity, products, opens_on, actor)


def set_pause_rules(opens_on: date, actor: StaffUser) -> None:
    """The whole week's readers get money back for a rest, all others a longer term; the digital edition goes on."""
    for product in Product.objects.all():
        gives = CREDIT if product.code == "nd-hel" else PROLONG
        said = {"longest_days": 60, "digital_goes_on": True, "gives": gives}
        set_pause_rule(product=product, begins=opens_on, actor=actor, today=opens_on, **said)


def ware(code: str) -> Ware:
    """The product with a code, as it is set up here."""
    return next(ware for ware in WARES if ware.code == code)


def _editions(entity: LegalEntity, code: str, name: str, variants: dict[str, tuple[str, Names]]) -> dict[str, Edition]:
    title = Title.objects.create(entity=entity, code=code, name=dict.fromkeys(PAPER_NAME, name))
    return {
        edition: Edition.objects.create(title=title, code=edition, medium=medium, name=medium_name)
        for edition, (medium, medium_name) in variants.items()
    }


def _product(entity: LegalEntity, ware: Ware, editions: dict[str, Edition], opens_on: date) -> Product:
    units = {unit.code: unit for unit in Unit.objects.filter(entity=entity)}
    product = Product.objects.create(
        entity=entity,
        unit=units[ware.parts[0].revenue_class],
        code=ware.code,
        name=ware.name,
        weekdays=ware.weekdays,
        renews=Product.ASKED if ware.grace else Product.BY_ITSELF,
        grace_issues=ware.grace[0] if ware.grace else 0,
        grace_days=ware.grace[1] if ware.grace else 0,
    )
    for ordinal, part in enumerate(ware.parts, start=1):
        component = ProductComponent.objects.create(
            product=product,
            ordinal=ordinal,
            edition=editions[part.edition],
            weekdays=part.weekdays,
            name=part.name,
            tax_category_id=part.tax_category,
            revenue_class=part.revenue_class,
        )
        ComponentShare.objects.create(component=component, valid_from=opens_on, share=Decimal(part.share))
    return product


def _prices(entity: LegalEntity, products: dict[str, Product], opens_on: date, actor: StaffUser) -> None:
    price_list = PriceList.objects.create(entity=entity, code=STANDARD, name=LIST_NAME, currency=entity.currency, basis=PriceList.GROSS)
    version = draft_version(price_list=price_list, valid_from=opens_on, copy_of=None, actor=actor)
    for code, product in products.items():
        for offer in ware(code).offers:
            set_price(
                version=version,
                product=product,
                term_kind=offer.term_kind,
                term_unit=offer.term_unit,
                term_length=offer.term_length,
                unit_price=Decimal(offer.price),
                actor=actor,
            )
    approve_version(version=version, actor=actor, today=opens_on)
