"""Candidates for an unknown line: the likeliest first, what the money would settle, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.customers.testing import a_customer
from abonent.ledger.models import BankLine
from abonent.ledger.operations import Share, accept_bank_line
from abonent.ledger.queries import candidates_by_hand, candidates_for, line_after, unknown_lines
from abonent.ledger.rules.candidates import (
    WEIGHTS,
    Candidate,
    Evidence,
    OpenItem,
    Payer,
    UnknownMoney,
    all_in,
    candidates_of,
    in_turn,
    name_words,
)
from abonent.ledger.testing import TODAY, Line, a_receivable, an_entity, bring

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "bank-candidates.md").read_text("utf-8")


def rows_below(heading: str) -> Iterator[list[str]]:
    """The cells of the table below a heading of the page."""
    lines = PAGE.partition(heading)[2].partition("\n|")[2].splitlines()[2:]
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def amounts(cell: str) -> list[Decimal]:
    return [Decimal(amount) for amount in cell.split(", ") if amount]


def evidence_of(cell: str) -> list[Evidence]:
    """Of "text 1, account 6": the place of an item, which is its id here, or how often."""
    found = []
    for how, _blank, figure in (each.partition(" ") for each in cell.split(", ")):
        is_item = how in ("reference", "text", "check_digit")
        found.append(Evidence(how, 1, int(figure) if is_item else None, 0 if is_item else int(figure or 0)))
    return found


def test_points_settlements_and_likelihoods_are_those_of_the_worked_table():
    ways: Iterator[Candidate] = iter(())
    for amount, name, evidence, customer, open_items, settles, on_account, points, likelihood in rows_below("## Worked table"):
        if amount:
            assert not list(ways), "the rule knows a way that the table does not"
            items = [OpenItem(place, str(place), date(2026, 7, place), each) for place, each in enumerate(amounts(open_items), start=1)]
            ways = candidates_of(UnknownMoney(Decimal(amount), name), Payer(1, 1, customer, items), evidence_of(evidence))
        way = next(ways)
        assert [each.amount for each in way.settles] == amounts(settles), name
        assert (way.on_account, way.score, way.likelihood) == (Decimal(on_account), int(points), likelihood), name


def test_the_points_are_those_of_the_page():
    assert {code: int(points) for code, _says, points in rows_below("## Points")} == WEIGHTS


@pytest.fixture
def norrvik(db):
    return an_entity()


@pytest.fixture
def eva(norrvik) -> StaffUser:
    install_ready_roles()
    return take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[norrvik])


def the_line(amount: str, reference: str = "", **said) -> BankLine:
    bring(Line(amount, reference, **said), number=str(BankLine.objects.count()))
    return BankLine.objects.latest("pk")


def paid_by(customer, amount: str, account: str) -> None:
    line = the_line(amount, account=account)
    accept_bank_line(bank_line=line, shares=[Share(customer, Decimal(amount))], actor=None, today=TODAY)


def best(line: BankLine, viewer: StaffUser):
    return candidates_for([line], viewer)[line.pk]


def said(candidate) -> list[str]:
    return [reason.code for reason in candidate.reasons]


def settled(candidate) -> list[tuple[str, Decimal]]:
    return [(each.item.document, each.amount) for each in candidate.settles]


def test_items_that_add_up_to_the_amount_are_sure_and_the_named_one_alone_is_a_second_way(norrvik, eva):
    anna = a_customer("Anna", "Lindqvist")
    paid_by(anna, "100.00", "8327 9412")
    a_receivable(anna, "359.00", entity=norrvik, number="2026-118403", due_on="2026-06-30")
    a_receivable(anna, "2717.00", entity=norrvik, number="2026-131002")

    line = the_line("3076.00", name="LINDQVIST ANNA", account="8327-9412", text="2026-118403 och ny faktura")
    sure, second_way = best(line, eva)

    assert settled(sure) == [("2026-118403", 359), ("2026-131002", 2717)]
    assert (sure.likelihood, said(sure)) == ("sure", ["text", "account", "adds_up", "name"])
    assert (settled(second_way), second_way.on_account) == ([("2026-118403", 359)], 2717)
    assert second_way.likelihood == "possible"


def test_a_reference_with_a_wrong_last_digit_finds_its_item(norrvik, eva):
    bergstrom = a_customer("", "", kind="organisation", organisation_name="Bergströms Bygg AB")
    a_receivable(bergstrom, "28776.00", entity=norrvik, reference="1048820776")
    (found,) = best(the_line("28776.00", "1048820771", name="BERGSTROMS BYGG AB"), eva)
    assert (found.customer, found.likelihood, said(found)) == (bergstrom.pk, "sure", ["check_digit", "adds_up", "name"])


def test_the_amount_alone_is_unlikely_and_says_how_many_items_have_it(norrvik, eva):
    for name in ("Anna", "Bo", "Cia", "Dag"):
        a_receivable(a_customer(name, "Ek"), "2717.00", entity=norrvik)
    found = best(the_line("2717.00", name="OKÄND AVSÄNDARE"), eva)
    assert [candidate.likelihood for candidate in found] == ["unlikely"] * 3
    assert said(found[0]) == ["adds_up", "other_name", "same_amount"]
    assert found[0].reasons[-1].parameters == {"items": 4}


def test_a_name_with_an_initial_finds_the_person_and_a_small_shortage_is_said(norrvik, eva):
    wikstrom = a_customer("Karin", "Wikström")
    a_receivable(wikstrom, "2717.00", entity=norrvik, number="2026-7")
    (found,) = best(the_line("2700.00", name="WIKSTRÖM K"), eva)
    assert (found.customer, said(found)) == (wikstrom.pk, ["nearly", "name"])
    assert found.reasons[0].parameters == {"document": "2026-7", "amount": Decimal("17.00")}


def test_an_account_that_one_pays_from_speaks_against_all_others(norrvik, eva):
    anna, bo = a_customer("Anna", "Ek"), a_customer("Bo", "Ek")
    paid_by(anna, "50.00", "111")
    for who in (anna, bo):
        a_receivable(who, "500.00", entity=norrvik)
    by_account, by_amount = best(the_line("500.00", account="111"), eva)
    assert (by_account.customer, by_amount.customer) == (anna.pk, bo.pk)
    assert "account_of_others" in said(by_amount)


def test_an_account_of_several_payers_proves_little(norrvik, eva):
    for name, amount in (("Anna", "50.00"), ("Bo", "60.00")):
        paid_by(a_customer(name, "Ek"), amount, "111")
    found = best(the_line("500.00", account="111"), eva)
    assert [said(candidate)[0] for candidate in found] == ["account_shared", "account_shared"]


def test_somebody_who_owes_nothing_gets_everything_on_account(norrvik, eva):
    tova = a_customer("Tova", "Hedlund")
    (found,) = best(the_line("373.00", name="HEDLUND TOVA"), eva)
    assert (found.customer, found.settles, found.on_account, said(found)) == (tova.pk, (), 373, ["owes_nothing", "name"])


def test_whoever_a_person_finds_is_weighed_like_the_others(norrvik, eva):
    anna = a_customer("Anna", "Lindqvist")
    a_receivable(anna, "359.00", entity=norrvik, number="2026-1")
    (found,) = candidates_by_hand(the_line("1000.00", name="Sven Ek"), [anna.pk], eva)
    assert (settled(found), found.on_account, said(found)) == ([("2026-1", 359)], 641, ["on_account", "other_name"])


def test_lines_and_items_of_a_company_that_is_not_mine_are_not_there(norrvik, eva):
    other = an_entity(code="sodervik", bankgiro="99999999")
    a_receivable(a_customer("Anna", "Ek"), "500.00", entity=other, reference="10000016")
    bring(Line("500.00", "10000017"), account="99999999")
    assert not unknown_lines(eva).exists()
    assert best(BankLine.objects.latest("pk"), eva) == []
    assert [candidate.settles for candidate in best(the_line("500.00", name="Anna Ek"), eva)] == [()]


def test_the_next_line_is_the_one_below_and_after_the_last_the_first(norrvik, eva):
    bring(Line("1.00", on="2026-07-07"), Line("2.00", on="2026-07-08"), Line("3.00", on="2026-07-08"))
    queue = list(unknown_lines(eva))
    assert [line.amount for line in queue] == [2, 3, 1]
    assert line_after(queue[0], eva) == queue[1]
    assert line_after(queue[2], eva) == queue[0]


def test_money_is_spent_on_items_in_turn():
    items = [OpenItem(number, str(number), date(2026, 7, number), Decimal(100)) for number in (1, 2, 3)]
    assert [each.amount for each in in_turn(Decimal(250), items)] == [100, 100, 50]
    assert in_turn(Decimal(0), items) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("LINDQVIST ANNA", "Anna Lindqvist", True),
        ("Hedlund T", "Tova Hedlund", True),
        ("T H", "Tova Hedlund", False),
        ("Bergstroms Bygg AB", "Bergströms Bygg AB", True),
        ("Öhman, Nils-Erik", "Nils Erik Öhman", True),
        ("Lindqvist Bo", "Anna Lindqvist", False),
    ],
)
def test_names_are_the_same_whatever_their_order_marks_and_initials(one, other, same):
    assert all_in(name_words(one), name_words(other)) is same
