"""What else goes to printer and post: put together from a run, each piece once, in the order and layout of a sort profile."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from abonent.catalog.models import PriceList, Product
from abonent.catalog.testing import an_entity
from abonent.customers.models import Address
from abonent.customers.testing import a_customer
from abonent.distribution.consigned import consigned_of
from abonent.distribution.consignment_files import foreseen, labels_of, write_file
from abonent.distribution.frozen_testing import a_reader
from abonent.distribution.invariants import INVARIANTS
from abonent.distribution.models import ConsignedPiece, Consignment, SortProfile
from abonent.distribution.operations.consignments import (
    CannotConsign,
    fetch_consignment,
    preview_consignment,
    put_together,
    withdraw_consignment,
)
from abonent.distribution.rules.layout import Layout, LayoutColumn
from abonent.distribution.rules.sort_profile import PER_ADDRESS, Profile, data_of
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run, undo_act
from abonent.stock.testing import an_item, received
from abonent.subscriptions.models import PremiumFile, PriceNotice, RenewalNotice, RenewalNoticeStep
from abonent.subscriptions.operations.premium_picks import KIND
from abonent.subscriptions.operations.premiums import OrderedPremium
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "files_elsewhere")]

TODAY = day("2026-07-09")
GIFT = "gift"
PLAIN = Profile(
    language="sv",
    lines_per=PER_ADDRESS,
    layout=Layout(
        columns=tuple(LayoutColumn(name) for name in ("line", "receiver", "address", "postal_line", "piece")),
        kind="separated",
        encoding="utf-8",
    ),
)


def a_gift(paper: tuple[Product, PriceList], item: Any, family_name: str, street_line: str) -> None:
    product, price_list = paper
    receiver = a_customer("Anna", family_name, street_line=street_line, postal_code="111 22", town="Stockholm")
    order = an_order(product=product, price_list=price_list, subscriber=receiver, starts_on="2026-07-13")
    a_subscription(order=replace(order, premiums=(OrderedPremium(item=item),)), today=TODAY)


@pytest.fixture
def sent(paper: tuple[Product, PriceList], entity: LegalEntity) -> Run:
    """Umbrellas that were sent to Storgatan 12, 9 and 9 B."""
    umbrella = received(an_item(entity=entity), 5)
    for family_name, street_line in (("Berg", "Storgatan 12"), ("Ek", "Storgatan 9 B"), ("Ask", "Storgatan 9")):
        a_gift(paper, umbrella, family_name, street_line)
    planned = plan_run(run=begin_run(kind=KIND, entity=entity, as_of=TODAY, actor=None))
    return commit_run(run=approve_run(run=planned, actor=None))


@pytest.fixture
def plain(entity: LegalEntity) -> SortProfile:
    return SortProfile.objects.create(entity=entity, name={"en": "The post"}, definition=data_of(PLAIN))


def together(run: Run, profile: SortProfile | None = None, *, kind: str = GIFT) -> Consignment:
    return put_together(sent=consigned_of(kind), run=run, profile=profile, actor=None)


def lines_of(consignment: Consignment) -> list[list[str]]:
    text = write_file(consignment).read().decode("utf-8")
    return [line.split(";") for line in text.splitlines()]


def done_run(entity: LegalEntity, kind: str) -> Run:
    return Run.objects.create(kind=kind, entity=entity, as_of=TODAY, state=Run.State.DONE)


def test_the_gifts_of_a_run_come_in_the_order_of_the_profile_each_with_its_number(sent: Run, plain: SortProfile):
    shown = preview_consignment(sent=consigned_of(GIFT), run=sent)
    assert (shown.pieces, shown.sent_before, shown.without_address) == (3, 0, 0)
    made = put_together(sent=consigned_of(GIFT), run=sent, profile=plain, actor=None, effect=shown.digest)
    written = lines_of(made)
    assert [line[:4] for line in written] == [
        ["1", "Anna Ask", "Storgatan 9", "111 22 STOCKHOLM"],
        ["2", "Anna Ek", "Storgatan 9 B", "111 22 STOCKHOLM"],
        ["3", "Anna Berg", "Storgatan 12", "111 22 STOCKHOLM"],
    ]
    assert sorted(line[4].split()[1] for line in written) == ["1", "2", "3"], "the place on the pick list"


def test_the_first_lines_are_those_of_the_file(sent: Run, plain: SortProfile):
    before = foreseen(sent=consigned_of(GIFT), run=sent, profile=plain)
    assert before.lines == [";".join(line) for line in lines_of(together(sent, plain))]


def test_each_piece_goes_once_until_it_is_taken_back(sent: Run):
    made = together(sent)
    with pytest.raises(CannotConsign) as refusal:
        together(sent)
    assert refusal.value.code == "consignment.sent"
    undo_act(act=Act.objects.get(verb="put_together", subject_ids=[made.pk]), actor=None, today=TODAY)
    assert not ConsignedPiece.objects.exists()
    fetch_consignment(consignment=together(sent), actor=None)
    with pytest.raises(CannotConsign) as refusal:
        withdraw_consignment(consignment=Consignment.objects.first(), actor=None)
    assert refusal.value.code == "consignment.fetched"
    with pytest.raises(CannotConsign) as refusal:
        fetch_consignment(consignment=made, actor=None)
    assert refusal.value.code == "consignment.withdrawn"


def test_saving_insists_on_the_pieces_that_were_shown(entity: LegalEntity, paper: tuple[Product, PriceList]):
    run = done_run(entity, "renewal_notices")
    notice = a_renewal_letter(paper, run, "Storgatan 1")
    shown = preview_consignment(sent=consigned_of("renewal"), run=run)
    Address.objects.filter(customer=notice.customer).update(care_of="Ek")
    with pytest.raises(CannotConsign) as refusal:
        put_together(sent=consigned_of("renewal"), run=run, profile=None, actor=None, effect=shown.digest)
    assert refusal.value.code == "consignment.effect_changed"


def a_renewal_letter(paper: tuple[Product, PriceList], run: Run, street_line: str, *, channel: str = "letter") -> RenewalNotice:
    reader = a_reader(paper, street_line)
    step, _is_new = RenewalNoticeStep.objects.get_or_create(product=paper[0], days=-42, subject={}, text={}, begins_on=TODAY)
    return RenewalNotice.objects.create(
        subscription=reader, term_ordinal=2, step=step, customer=reader.payer, channel=channel, last_on=TODAY, begins_on=TODAY, amount=1,
        currency="SEK", run_id=run.pk,
    )  # fmt: skip


def test_renewal_letters_without_an_address_wait_for_the_next_consignment(
    entity: LegalEntity, paper: tuple[Product, PriceList], plain: SortProfile
):
    run = done_run(entity, "renewal_notices")
    first, second = a_renewal_letter(paper, run, "Storgatan 1"), a_renewal_letter(paper, run, "Storgatan 2")
    a_renewal_letter(paper, run, "Storgatan 3", channel="email")
    lives = Address.objects.filter(customer=second.customer)
    where = lives.get()
    lives.delete()
    made = together(run, plain, kind="renewal")
    assert (made.pieces, made.without_address) == (1, 1)
    assert lines_of(made) == [["1", "Anna Lindqvist", "Storgatan 1", "111 22 STOCKHOLM", str(first.subscription.number)]]
    where.save()
    after = together(run, plain, kind="renewal")
    assert (after.pieces, after.sent_before) == (1, 1)


def test_a_letter_about_a_price_that_was_taken_back_does_not_go(entity: LegalEntity, paper: tuple[Product, PriceList], plain: SortProfile):
    run = done_run(entity, "price_change")
    for number, withdrawn_at in ((1, None), (2, clock.now())):
        reader = a_reader(paper, f"Storgatan {number}")
        PriceNotice.objects.create(
            subscription=reader, customer=reader.payer, channel="letter", price_before=1, price_then=2, currency="SEK", from_on=TODAY,
            latest_on=TODAY, run_id=run.pk, withdrawn_at=withdrawn_at,
        )  # fmt: skip
    assert [line[2] for line in lines_of(together(run, plain, kind="price"))] == ["Storgatan 1"]


def test_labels_are_in_the_order_of_the_file(sent: Run, plain: SortProfile):
    text = PdfReader(io.BytesIO(labels_of(together(sent, plain)))).pages[0].extract_text()
    assert text.index("Anna Ask") < text.index("Anna Ek") < text.index("Anna Berg")


def test_what_is_put_together_is_never_edited(sent: Run):
    made = together(sent)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consignment.objects.filter(pk=made.pk).update(pieces=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()


def test_its_statements_do_their_work_once(sent: Run):
    made = together(sent)
    ConsignedPiece.objects.all().delete()
    asked = {"kind": GIFT, "run": sent.pk, "day": TODAY}
    assert twice("distribution/write_consignment", source="distribution/gifts_to_consign", consignment=made.pk, **asked) == 3
    person = ConsignedPiece.objects.get(receiver="Anna Ek").customer_id
    assert twice("distribution/erase_consigned_names", people=[person]) == 1
    assert sorted(ConsignedPiece.objects.values_list("receiver", flat=True)) == ["", "Anna Ask", "Anna Berg"]


def test_a_piece_that_is_missing_is_found(sent: Run):
    together(sent)
    [invariant] = [one for one in INVARIANTS if one.statement == "distribution/check_consignments"]
    assert not check(invariant)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM consigned_piece WHERE receiver = 'Anna Ek'")
    [found] = check(invariant)
    assert "has 2 pieces where 3 should be" in found.message


def test_the_desk_chooses_looks_puts_together_and_fetches(
    sent: Run, plain: SortProfile, entity: LegalEntity, signed_in: Callable[..., Client]
):
    client = signed_in("circulation", entity)
    address = reverse("distribution:new_consignment")
    assert f'value="gift-{sent.pk}"' in client.get(address).content.decode()
    said = {"sent": f"gift-{sent.pk}", "profile": plain.pk}
    effect = client.post(address, said, headers={"HX-Request": "true", "HX-Target": "consignment-effect"})
    assert "Anna Ask;Storgatan 9" in effect.content.decode()
    assert not Consignment.objects.exists()
    answer = client.post(address, {**said, "effect": effect.context["shown"].digest}, follow=True)
    assert "3 pieces are put together." in answer.content.decode()
    made = Consignment.objects.get()
    file = client.get(reverse("distribution:consignment_file", args=[made.pk]))
    assert "Anna Ask;Storgatan 9" in b"".join(file.streaming_content).decode()
    assert "It stands." in client.get(made.url).content.decode()
    assert client.get(reverse("distribution:consignment_labels", args=[made.pk])).content.startswith(b"%PDF")
    client.post(reverse("distribution:withdraw_consignment", args=[made.pk]))
    assert ConsignedPiece.objects.count() == 3
    assert "Subscriber gifts" in client.get(reverse("distribution:consignments")).content.decode()
    assert "Nothing waits to be sent" in client.get(address).content.decode()


def test_what_is_not_printed_is_not_offered(sent: Run, entity: LegalEntity, signed_in: Callable[..., Client]):
    PremiumFile.objects.all().delete()
    assert "Nothing waits to be sent" in signed_in("circulation", entity).get(reverse("distribution:new_consignment")).content.decode()


def test_another_company_does_not_see_it(sent: Run, signed_in: Callable[..., Client]):
    made = together(sent)
    client = signed_in("manager", an_entity(code="other"))
    assert client.get(made.url).status_code == 404
    assert "Nothing waits to be sent" in client.get(reverse("distribution:new_consignment")).content.decode()
