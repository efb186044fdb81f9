"""Ask registers by one number; switch them on and off; let a customer have what one says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.connectors.registers.adapters import krs, prh, vies, whitelist
from abonent.connectors.registers.answers import Found
from abonent.connectors.registers.calling import NoAnswer, NotFound
from abonent.connectors.registers.models import PublicRegister, RegisterCheck, RegisterSwitch
from abonent.customers.models import Customer
from abonent.customers.operations import change_customer
from abonent.customers.rules.registers import company_number, vat_number
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

# How long an answer about nobody we know is kept: whoever asked has registered the company by then, or will not.
DAYS_KEPT = timedelta(days=30)
_KRS = re.compile(r"0{3}\d{7}")
TAKEN_OVER = ("organisation_name", "company_number", "vat_number")


class CannotFetch(Refusal):
    """A number that no register is asked about."""

    sentences = {
        "register.number": _("%(number)s is neither a company number of %(country)s nor a VAT number. Check its digits."),
        "register.off": _("No register that knows this number is switched on. An administrator can do that."),
        "register.practice": _("This is a practice copy: no register is asked from here."),
        "register.nothing_to_take": _("The register says no name or number that could be taken over."),
    }


@dataclass
class Fetched:
    """The answers, and the registers that gave none."""

    checks: list[RegisterCheck] = field(default_factory=list)
    silent: list[PublicRegister] = field(default_factory=list)


@dataclass(frozen=True)
class _Numbers:
    """What a typed number is, of the registers' kinds; the empty text for each that it is not."""

    vat: str = ""
    business_id: str = ""
    nip: str = ""
    krs: str = ""


def switch_register(*, register: PublicRegister, on: bool, actor: StaffUser) -> None:
    """Let a register be asked from now on, or no longer."""
    with change_by(actor, "switch_register"):
        if on:
            RegisterSwitch.objects.get_or_create(register=register, defaults={"switched_on_by": actor, "switched_on_at": clock.now()})
        else:
            RegisterSwitch.objects.filter(register=register).delete()
        verb = "switch_register_on" if on else "switch_register_off"
        inverse = {"verb": "switch_register", "register": str(register), "on": not on}
        record_act(
            actor=actor, verb=verb, subject_kind="public_register", subject_ids=[PublicRegister.values.index(register)], inverse=inverse
        )


def fetch(*, number: str, country: str, actor: StaffUser, today: date) -> Fetched:
    """Ask every register that is switched on and knows the number, and keep what they answer; none is asked by a practice copy."""
    if settings.PRACTICE_OF:
        raise CannotFetch("register.practice")
    meant = _meant(number, country)
    on = set(RegisterSwitch.objects.values_list("register", flat=True))
    fetched = Fetched()
    asked = list(_questions(meant, requester=_requester(actor), today=today))
    if not any(register in on for register, _ask in asked):
        raise CannotFetch("register.off")
    further = ""
    for register, question in asked:
        if register in on:
            further = _ask_one(fetched, register, question, meant, actor) or further
    if PublicRegister.KRS in on and not meant.krs and _KRS.fullmatch(further):
        _ask_one(fetched, PublicRegister.KRS, partial(krs.found, further), meant, actor)
    return fetched


def take_over(*, check: RegisterCheck, customer: Customer, actor: StaffUser, today: date) -> Customer:
    """Let an organisation have the name and numbers that a register says; undone as every change of a customer."""
    said = {"organisation_name": check.name, "company_number": check.company_number, "vat_number": check.vat_number}
    wanted = {name: value for name in TAKEN_OVER if (value := said[name][:120])}
    if not wanted:
        raise CannotFetch("register.nothing_to_take")
    seen = {name: getattr(customer, name) for name in wanted}
    reason = f"{PublicRegister(check.register).label} {check.asked_at:%Y-%m-%d} {check.request_id}".strip()
    return change_customer(customer=customer, seen=seen, wanted=wanted, actor=actor, today=today, reason=reason)


def forget_checks_of_nobody(*, before: datetime) -> int:
    """Forget answers about companies that nobody has registered since."""
    return statements.run("connectors.registers/forget_checks_of_nobody", before=before)


def can_be_asked(*, number: str, country: str) -> bool:
    """Whether a number is one that some register knows."""
    try:
        return bool(list(_questions(_meant(number, country), requester="", today=date.min)))
    except CannotFetch:
        return False


def _meant(number: str, country: str) -> _Numbers:
    """What a typed number is: a VAT number with or without its country, a company number, a number of the Polish court register."""
    typed = "".join(number.split()).upper()
    if country == "PL" and _KRS.fullmatch(typed):
        return _Numbers(krs=typed)
    vat = vat_number(typed, country) or _vat_of_company(typed, country)
    land = vat[:2] or country
    own = company_number(vat[2:], land) if vat and land in ("FI", "PL") else ""
    if not vat:
        raise CannotFetch("register.number", number=number, country=country)
    return _Numbers(
        vat=vat,
        business_id=f"{own[:7]}-{own[7:]}".replace("--", "-") if land == "FI" else "",
        nip=own.replace("-", "") if land == "PL" else "",
    )


def _vat_of_company(typed: str, country: str) -> str:
    """The VAT number that a company number makes: in Sweden with 01 behind it, in Finland and Poland as it is."""
    own = company_number(typed, country)
    digits = "".join(letter for letter in own if letter.isdigit())
    if not digits or country not in ("SE", "FI", "PL", "HU"):
        return ""
    return vat_number({"SE": f"SE{digits}01", "HU": f"HU{digits[:8]}"}.get(country, f"{country}{digits}"), country)


def _questions(meant: _Numbers, *, requester: str, today: date) -> Iterator[tuple[PublicRegister, Callable[[], Found]]]:
    if meant.vat:
        yield PublicRegister.VIES, partial(vies.found, meant.vat, requester=requester)
    if meant.business_id:
        yield PublicRegister.PRH, partial(prh.found, meant.business_id)
    if meant.nip:
        yield PublicRegister.WHITELIST, partial(whitelist.found, meant.nip, today=today)
    if meant.krs:
        yield PublicRegister.KRS, partial(krs.found, meant.krs)


def _ask_one(fetched: Fetched, register: PublicRegister, question: Callable[[], Found], meant: _Numbers, actor: StaffUser) -> str:
    """Ask a register and keep what it says; returns the number by which another register knows the company."""
    try:
        found = question()
    except NoAnswer:
        fetched.silent.append(register)
        return ""
    except NotFound:
        found = Found(vat_number=meant.vat, company_number=meant.nip or meant.business_id)
        fetched.checks.append(_kept(register, found, actor, is_found=False))
        return ""
    # Answers of one question belong together: what VIES does not say of itself, the number that was typed does.
    fetched.checks.append(_kept(register, found, actor, is_found=bool(found.name or found.valid), meant=meant))
    return found.further_number


def _kept(register: PublicRegister, found: Found, actor: StaffUser, *, is_found: bool, meant: _Numbers | None = None) -> RegisterCheck:
    with change_by(actor, "ask_register"):
        return RegisterCheck.objects.create(
            register=register,
            is_found=is_found,
            is_valid=found.valid,
            name=found.name,
            street_line=found.street_line,
            postal_code=found.postal_code,
            town=found.town,
            company_number=found.company_number or (meant.nip or meant.business_id if meant else ""),
            vat_number=found.vat_number or (meant.vat if meant else ""),
            bank_accounts=list(found.bank_accounts),
            request_id=found.request_id,
            asked_at=clock.now(),
            asked_by=actor,
        )


def _requester(actor: StaffUser) -> str:
    """Our own VAT number, without which VIES gives no number of the request."""
    company = actor.company
    return vat_number(company.vat_number, company.country) if company else ""
