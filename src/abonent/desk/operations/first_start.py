"""Begin to use an empty installation: what every one needs, its kind of business, the company, the first administrator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import ADMINISTRATOR, MANAGER
from abonent.catalog.operations import install_product_statuses, install_tax_facts
from abonent.company.operations import choose_business, install_country_facts
from abonent.desk.operations.founding import OwnAccount, found_company
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.subscriptions.operations import install_stop_reasons

CODE_LENGTH = 20


class CannotBegin(Refusal):
    """An installation that somebody uses already."""

    sentences = {"start.begun": _("Somebody has set this installation up meanwhile. Log in, or ask for a log-in of your own.")}


@dataclass(frozen=True, kw_only=True)
class Administrator:
    """The first person who may sign in."""

    username: str
    password: str
    full_name: str
    email: str
    language: str


def begin(*, business: str, company: Mapping[str, str], account: OwnAccount | None, administrator: Administrator) -> StaffUser:
    """Set an empty installation up, once: of two people at the same moment the second is refused."""
    with transaction.atomic():
        clock.hand_over()
        _wait_for_others()
        if StaffUser.objects.exists():
            raise CannotBegin("start.begun")
        install_country_facts()
        install_tax_facts()
        install_product_statuses()
        install_stop_reasons()
        install_ready_roles()
        code = slugify(company["name"])[:CODE_LENGTH].strip("-") or company["country"].lower()
        entity = found_company(code=code, facts=company, accounts=[account] if account else [])
        first = take_on_staff(**vars(administrator), roles=[ADMINISTRATOR, MANAGER], entities=[entity])
        choose_business(kind=business, actor=first)
    return first


def _wait_for_others() -> None:
    """Let whoever begins at the same moment come to his end first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('abonent first start', 0))")
