"""What else than copies of issues goes to printer and post, told by the folders that know of it.

    CONSIGNED = [Consigned(kind="invoice", label=_("Invoices on paper"), run_kind=KIND, printed=printed_invoices, source=("billing/invoices_to_consign",))]

stands in a folder's `consigned.py`; `config` fills the registry. Of the runs of a kind those are offered for which `printed` finds something:
what nobody has printed cannot be sent. The source gives, for a run, rows of (of_id bigint, customer_id bigint, subscription_id bigint, place_id
bigint, receiver text, care_of text, number text): which row of the folder a piece is, to whom and where it goes - no place where no address is
known - and the number that stands on it. Letters that are not addressed yet are fed through `HOMES`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from abonent.kit.registry import Registry
from abonent.subscriptions.models import PremiumFile, PriceNoticeFile, RenewalNoticeFile
from abonent.subscriptions.models.renewal_notice import LETTER
from abonent.subscriptions.operations import premium_picks, price_changes, renewal_notices

HOMES = "distribution/homes_of_letters"
# A letter and its envelope; a house whose bundles are counted in millimetres has thin ones of them.
PAGES = 4


@dataclass(frozen=True, kw_only=True)
class Consigned:
    """Pieces of one kind, as `source` finds them for a run."""

    kind: str
    label: Any
    run_kind: str
    printed: Callable[[], Exists]
    source: Sequence[str]


def consigned_of(kind: str) -> Consigned:
    """How pieces of a kind are found."""
    return next(one for one in declared_consigned if one.kind == kind)


def sent_gifts() -> Exists:
    """That gifts of a run were sent: its pick list is made."""
    return Exists(PremiumFile.objects.filter(run_id=OuterRef("pk")))


def printed_renewal_letters() -> Exists:
    """That renewal letters of a run were set."""
    return Exists(RenewalNoticeFile.objects.filter(run_id=OuterRef("pk"), channel=LETTER))


def printed_price_letters() -> Exists:
    """That letters about a new price were set."""
    return Exists(PriceNoticeFile.objects.filter(run_id=OuterRef("pk"), kind=LETTER))


declared_consigned: Registry[Consigned] = Registry()
CONSIGNED = [
    Consigned(
        kind="gift", label=_("Subscriber gifts"), run_kind=premium_picks.KIND, printed=sent_gifts, source=("distribution/gifts_to_consign",)
    ),
    Consigned(
        kind="renewal",
        label=_("Renewal letters"),
        run_kind=renewal_notices.KIND,
        printed=printed_renewal_letters,
        source=(HOMES, "distribution/renewal_letters_to_consign"),
    ),
    Consigned(
        kind="price",
        label=_("Letters about a new price"),
        run_kind=price_changes.KIND,
        printed=printed_price_letters,
        source=(HOMES, "distribution/price_letters_to_consign"),
    ),
]
