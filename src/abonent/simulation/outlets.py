"""Where the daily is sold by the copy: kiosks, a shop, a hotel. What they draw, what comes back, and on which terms they sell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from abonent.catalog.models import PriceList
from abonent.catalog.models.price import FIXED, ISSUE
from abonent.catalog.operations import approve_version, draft_version, set_price
from abonent.customers.entries import Door
from abonent.customers.models import Customer
from abonent.customers.operations import create_customer
from abonent.distribution.models import Draw, Outlet
from abonent.distribution.operations.draw_settlement import AskedTerms, set_outlet_terms
from abonent.distribution.operations.draws import AskedDraw, note_returns, set_draw
from abonent.distribution.operations.outlets import OutletDescription, add_outlet
from abonent.distribution.outlet_queries import drawn
from abonent.kit.periods import add_months
from abonent.simulation.chance import chance
from abonent.simulation.life import Life
from abonent.simulation.publisher import DAILY

SOLD = "nd-hel"
PRICE, COMMISSION = Decimal("35.00"), Decimal(22)
LIST_NAME = {"en": "Single copies", "sv": "Lösnummer", "fi": "Irtonumerot", "pl": "Sprzedaż egzemplarzowa", "hu": "Egyes példányok"}
# So long before the world ends the former distributor gave the outlets back.
MONTHS = 2
SHARE_SOLD = (0.62, 0.97)


@dataclass(frozen=True)
class Shop:
    """An outlet, where it is, and the copies it draws from Monday to Sunday."""

    name: str
    street_line: str
    postal_code: str
    town: str
    copies: tuple[int, ...]


SHOPS = (
    Shop("Pressbyrån Stationen", "Stationsgatan 1", "852 42", "Sundsvall", (30, 28, 28, 30, 34, 48, 0)),
    Shop("Nordby Livs", "Storgatan 41", "852 42", "Sundsvall", (12, 12, 12, 12, 14, 22, 0)),
    Shop("Hotell Alnö", "Kyrkogatan 6", "859 41", "Sundsvall", (20, 20, 20, 20, 20, 10, 0)),
    Shop("Kiosken vid torget", "Skolgatan 3", "859 63", "Sundsvall", (9, 8, 8, 8, 10, 16, 0)),
    Shop("Timrå Tobak", "Storgatan 12", "859 67", "Sundsvall", (6, 6, 6, 6, 7, 12, 0)),
)


def open_outlets(life: Life, day: date) -> int:
    """Take the outlets over, each a customer with a draw and terms from the day after tomorrow on."""
    price_list = _price_list(life, day)
    for number, shop in enumerate(SHOPS, start=1):
        begins = day + timedelta(days=3)
        outlet = _outlet(life, number, shop, day)
        set_outlet_terms(outlet=outlet, asked=AskedTerms(price_list=price_list, from_on=begins, percent=COMMISSION), actor=life.manager)
        set_draw(outlet=outlet, asked=AskedDraw(product=life.products[SOLD], copies=shop.copies, from_on=begins), actor=life.manager)
    return len(SHOPS)


def opens_outlets(life: Life, day: date) -> bool:
    """On the first day of the month in which the outlets are taken over."""
    return day == add_months(life.world.starts_on, max(life.world.months - MONTHS, 0))


def take_returns(life: Life, day: date, since: date) -> int:
    """Once a week what was not sold comes back: a share of its own for each outlet and issue."""
    noted = 0
    for draw in Draw.objects.select_related("outlet", "product").order_by("outlet", "pk"):
        source = chance(life.world.seed, "returns", f"{draw.outlet.number} {day}")
        back = {
            issue.issue_id: int(issue.copies * (1 - source.uniform(*SHARE_SOLD)))
            for issue in drawn(draw.outlet, draw.product, first=since, until=day)
        }
        back = {key: copies for key, copies in back.items() if copies}
        if back:
            note_returns(outlet=draw.outlet, product=draw.product, copies=back, actor=life.clerk, today=day)
            noted += len(back)
    return noted


def _price_list(life: Life, day: date) -> PriceList:
    entity = life.entities[DAILY]
    price_list = PriceList.objects.create(entity=entity, code="single", name=LIST_NAME, currency=entity.currency, basis=PriceList.GROSS)
    version = draft_version(price_list=price_list, valid_from=day, copy_of=None, actor=life.manager)
    set_price(
        version=version,
        product=life.products[SOLD],
        term_kind=FIXED,
        term_unit=ISSUE,
        term_length=1,
        unit_price=PRICE,
        actor=life.manager,
    )
    approve_version(version=version, actor=life.manager, today=day)
    return price_list


def _outlet(life: Life, number: int, shop: Shop, day: date) -> Outlet:
    door = Door.read(country="SE", code=shop.postal_code, town=shop.town, street_line=shop.street_line)
    customer = create_customer(
        language="sv", country="SE", kind=Customer.Kind.ORGANISATION, organisation_name=shop.name, door=door, actor=life.clerk, today=day
    )
    described = OutletDescription(number=str(number), name=shop.name, customer=customer, place=door)
    return add_outlet(entity=life.entities[DAILY], described=described, actor=life.manager, today=day)
