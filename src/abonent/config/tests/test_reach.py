"""R11: four viewers see the customers that the rule gives them, and what hangs on these, through every channel there is; nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from pypdf import PdfReader

from abonent.access.exporting import write_file
from abonent.access.models import ListExport, StaffUser
from abonent.access.operations import save_view
from abonent.billing.queries import visible_invoices
from abonent.catalog.models import CustomerProduct, Product
from abonent.catalog.uses import declared_uses
from abonent.config.tests.reach_world import EVERYBODY, FOREIGN, OWN, PAID_FOR, SEEN, SUBSCRIPTIONS, TODAY, UNIT, World, a_world
from abonent.correspondence.models import Interaction
from abonent.customers.models import Customer, ReachedCustomer
from abonent.customers.operations import change_customer
from abonent.customers.visibility import EVERYWHERE, declared_addressed, visible_customers
from abonent.desk.queries import finance_figures, running_by_month, service_figures
from abonent.external_lists.models import ListRow
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.ledger.models import OpenReceivable
from abonent.ledger.queries import visible_entries, visible_receivables
from abonent.runs.models import Act, Run
from abonent.runs.queries import sees_act, visible_runs
from abonent.subscriptions.queries import visible_subscriptions
from abonent.ui.panels import declared_panels

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.MEDIA_ROOT, settings.HOME = tmp_path / "files", tmp_path
    return a_world()


def client_of(viewer: StaffUser) -> Client:
    client = Client()
    client.force_login(viewer)
    return client


def named_in(text: str) -> set[str]:
    """The customers of whom a text speaks."""
    return {name for name in EVERYBODY if name in text}


def file_of(viewer: StaffUser, address: str, kind: str) -> str:
    """The words of a list as a file."""
    answer = client_of(viewer).get(address, {"export": kind})
    content = b"".join(answer) if answer.streaming else answer.content
    if kind == "pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if kind == "xlsx":
        return " ".join(
            ZipFile(io.BytesIO(content)).read(name).decode()
            for name in ZipFile(io.BytesIO(content)).namelist()
            if "sheet" in name or "Strings" in name
        )
    return content.decode("utf-8-sig")


def test_the_rule_is_what_was_said_of_the_viewers(world: World):
    for name, (seen, _second) in SEEN.items():
        viewer = world.viewers[name]
        standing = visible_customers(viewer).filter(canonical=F("pk"))
        assert set(standing.values_list("family_name", flat=True)) == seen, name
        # A record that was merged is seen with the customer it stands for.
        assert visible_customers(viewer).count() == 2 * len(seen), name
        assert ReachedCustomer.objects.filter(staff_user=viewer).count() == (0 if viewer.sees_everybody else 2 * len(seen))


LISTS = [
    "customers:list",
    "catalog:customer_products",
    "correspondence:list",
    "billing:list",
    "billing:recurring_list",
    "ledger:receivables",
    "ledger:payments",
]


@pytest.mark.parametrize("name", SEEN)
def test_lists_and_their_files_have_the_rows_of_the_rule(world: World, name: str):
    viewer, (seen, _second) = world.viewers[name], SEEN[name]
    for url_name in LISTS:
        address = reverse(url_name)
        assert named_in(client_of(viewer).get(address).content.decode()) == seen, address
        for kind in ("csv", "xlsx", "pdf"):
            assert named_in(file_of(viewer, address, kind)) == seen, f"{address} as {kind}"
        export = ListExport.objects.create(owner=viewer, title="List", address=f"{address}?export=csv", row_count=9)
        write_file(export=export)
        export.refresh_from_db()
        assert export.file is not None
        assert named_in(read_stored(export.file).decode("utf-8-sig")) == seen, f"{address} by the worker"
    shown = client_of(viewer).get(reverse("subscriptions:list")).content.decode()
    assert named_in(shown) == SUBSCRIPTIONS[name] | seen


@pytest.mark.parametrize("name", SEEN)
def test_documents_are_of_the_companies_and_of_the_customers(world: World, name: str):
    viewer, (seen, second) = world.viewers[name], SEEN[name]
    expected = {world.rows[one]["invoice_id"] for one in seen} | {world.rows[one]["invoice_of_second"] for one in second}
    assert set(visible_invoices(viewer).values_list("pk", flat=True)) == expected
    for row in world.rows.values():
        for invoice in (row["invoice_id"], row["invoice_of_second"]):
            assert client_of(viewer).get(reverse("billing:invoice", args=[invoice])).status_code == (200 if invoice in expected else 404)


@pytest.mark.parametrize("name", SEEN)
def test_whatever_finds_customers_while_one_types_finds_those_of_the_rule(world: World, name: str):
    viewer, (seen, _second) = world.viewers[name], SEEN[name]
    client = client_of(viewer)
    kept = world.customers[min(seen)]
    for customer in EVERYBODY:
        found = {customer} & seen
        number = world.customers[customer].number
        hits = {
            "palette": client.get(reverse("desk:search"), {"q": customer}, headers={"HX-Request": "true"}),
            "order": client.get(reverse("subscriptions:customer_choice", args=["subscriber"]), {"subscriber": customer}),
            "doubles while typing": client.post(
                reverse("customers:looks_like"),
                {"kind": "person", "given_name": "Karin", "family_name": customer, "country": "SE", "mobile": "070-174 06 35"},
            ),
        }
        for channel, answer in hits.items():
            links = {other for other in EVERYBODY if f"/{world.customers[other].number}/" in answer.content.decode()}
            names = named_in(answer.content.decode().replace(f'value="{customer}"', "")) | links
            assert customer in names if found else customer not in links, f"{channel}: {customer}"
            assert links <= seen, channel
        # By the number, typed where a customer is chosen.
        order = client.get(reverse("subscriptions:new"), {"customer": number}).content.decode()
        assert (customer in order) == bool(found), f"{customer} chosen for an order"
        if customer != kept.family_name:
            merge = client.get(reverse("customers:merge", args=[kept.number]), {"with": number}).content.decode()
            assert (f"?with={kept.number}" in merge) == bool(found), f"{customer} beside another"


def test_what_belongs_together_names_nobody_whom_the_viewer_does_not_see(world: World):
    panel = reverse("customers:relations_panel", args=[world.customers[OWN].pk])
    assert FOREIGN in client_of(world.viewers["everything"]).get(panel).content.decode()
    assert FOREIGN not in client_of(world.viewers["own"]).get(panel).content.decode()


def test_the_figures_of_the_desk_count_the_rows_of_the_lists(world: World):
    for name in SEEN:
        viewer = world.viewers[name]
        figures = service_figures(viewer=viewer, today=TODAY)
        assert figures.running == visible_subscriptions(viewer).count(), name
        owed = {row.currency: row.open_amount for row in finance_figures(viewer=viewer, today=TODAY)}
        open_items = OpenReceivable.objects.filter(receivable__in=visible_receivables(viewer)).values_list(
            "receivable__currency", "open_amount"
        )
        assert owed == {currency: sum(amount for one, amount in open_items if one == currency) for currency, _amount in open_items}, name
        months = running_by_month(viewer=viewer, from_month=day("2026-07-01"), today=TODAY)
        assert months[-1].subscriptions == figures.running, name


@pytest.mark.parametrize("name", SEEN)
def test_runs_bank_files_and_the_journal_are_for_whoever_sees_everybody(world: World, name: str):
    viewer = world.viewers[name]
    everybody = viewer.sees_everybody
    assert visible_runs(viewer).exists() == everybody
    assert visible_entries(viewer).exists() == everybody
    for run in Run.objects.filter(entity__in=viewer.entities.all()):
        assert (client_of(viewer).get(run.url).status_code == 200) == everybody


# Words of addresses that name no row of a customer: what is sold, who works here, what is set up, runs and files of whole companies.
OF_NO_CUSTOMER = {
    "product_id", "price_list_id", "version_id", "price_id", "title_id", "edition_id", "exception_id", "kind_name", "word_id", "export_id",
    "view_id", "place", "token", "staff_id", "change_id", "code", "batch", "file_id", "statement_id", "line_id", "run_id", "entry_id",
    "mapping_id", "ordinal", "kind", "source_id", "batch_id", "line", "schedule_id", "field", "act_id", "entity_id", "unit_id",
    "series_id", "field_id", "option_id", "status_id", "conflict_id", "part", "lead_time_id", "login_id", "name", "register", "rule_id",
    "check_id", "promotion_id", "surface_name", "issue_id", "offer_id", "discount_id", "group_id", "price_group_id", "step_id",
    "item_id", "movement_id", "stocktake_id", "promise_id", "premium_id", "day", "party_id", "route_id", "stretch_id", "door_id", "coverage_id",
    "carrier_id", "depot_id", "way", "outbox_route_id", "list_id", "profile_id", "insert_id", "report_id", "consignment_id",
    "alarm_id", "payment_order_id",
}  # fmt: skip


def detail_addresses() -> Iterator[tuple[str, str]]:
    """(route, name of its folder) of every address with a parameter."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.namespace:
            for pattern in resolver.url_patterns:
                if "<" in str(pattern.pattern):
                    yield str(pattern.pattern), resolver.namespace


def names_another(word: str, folder: str) -> bool:
    """Whether a word that names a customer's row elsewhere names something else in the addresses of a folder."""
    folders = {one.folder for one in declared_addressed if one.word == word}
    return bool(folders) and not folders & {folder, EVERYWHERE}


def test_a_number_of_somebody_else_typed_into_an_address_is_not_there(world: World):
    row = world.rows[FOREIGN]
    client, sees = client_of(world.viewers["own"]), client_of(world.viewers["everything"])
    tried = 0
    for route, folder in detail_addresses():
        words = set(re.findall(r"<(?:\w+:)?(\w+)>", route))
        told = {word: said for word, said in row.items() if not names_another(word, folder)}
        if folder == "subscriptions" or route.startswith("service/complaints/"):
            told["number"] = world.subscriptions[FOREIGN].number
        if not words & told.keys():
            continue
        address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda word, told=told: str(told.get(word[1], 1)), route)
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            assert answer.status_code in (404, 405), f"{method} {address} answered {answer.status_code}"
        assert sees.get(address).status_code in (200, 302, 404, 405), address
        tried += 1
    assert tried > 40


def test_every_word_of_an_address_names_a_row_of_a_customer_or_none(world: World):
    words = {word for route, _folder in detail_addresses() for word in re.findall(r"<(?:\w+:)?(\w+)>", route)}
    unknown = words - world.rows[OWN].keys() - OF_NO_CUSTOMER
    assert not unknown, f"say in customers.visibility.Addressed or here what these name: {sorted(unknown)}"


def test_what_a_colleague_did_to_somebody_else_is_not_there_to_be_undone(world: World):
    foreign, own = world.customers[FOREIGN], world.customers[OWN]
    for customer in (foreign, own):
        change_customer(customer=customer, seen={}, wanted={"language": "fi"}, actor=world.viewers["everything"], today=TODAY)
    client = client_of(world.viewers["own"])
    acts = {act.subject_ids[0]: act for act in Act.objects.filter(verb="change_customer")}
    assert client.post(reverse("runs:undo", args=[acts[foreign.pk].pk])).status_code == 404
    assert client.post(reverse("runs:undo", args=[acts[own.pk].pk])).status_code == 302
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.language, foreign.language) == ("sv", "fi")


# What each may be told of somebody: of a gift that his customer pays, who gets it.
NAMED = {**{viewer: seen for viewer, (seen, _second) in SEEN.items()}, "own": {OWN, PAID_FOR}}


def told_of(world: World, text: str) -> set[str]:
    """The customers whom a page names or leads to."""
    return named_in(text) | {
        name for name, customer in world.customers.items() if f"/customers/{customer.number}/" in text or f">{customer.number}<" in text
    }


@pytest.mark.parametrize("name", ["own", "units"])
def test_no_page_without_a_parameter_tells_of_anybody_else(world: World, name: str):
    client = client_of(world.viewers[name])
    tried = 0
    for address in plain_addresses():
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code < 500, address
        assert told_of(world, content.decode(errors="replace")) <= NAMED[name], address
        tried += 1
    assert tried > 60


def plain_addresses() -> list[str]:
    """Every address without a parameter, but those by which one leaves."""
    return [
        f"/{pattern.pattern}"
        for resolver in get_resolver().url_patterns
        if isinstance(resolver, URLResolver) and resolver.namespace
        for pattern in resolver.url_patterns
        if "<" not in str(pattern.pattern) and not str(pattern.pattern).startswith(("log-out", "manual/pdf"))
    ]


@pytest.mark.parametrize("name", ["own", "units"])
def test_whatever_stands_on_a_customers_page_tells_of_nobody_else(world: World, name: str):
    client = client_of(world.viewers[name])
    for customer in visible_customers(world.viewers[name]).filter(canonical=F("pk")):
        addresses = [reverse(panel.url_name, args=[customer.pk]) for panel in declared_panels]
        addresses += [reverse("customers:history", args=[customer.number]), reverse("correspondence:timeline", args=[customer.pk])]
        addresses += [f"{reverse('desk:customer', args=[customer.number])}?tab={panel.name}" for panel in declared_panels]
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert told_of(world, answer.content.decode()) <= NAMED[name], address
        timeline = client.get(reverse("correspondence:timeline", args=[customer.pk])).content.decode()
        for undo in set(re.findall(r"/acts/\d+/undoing/", timeline)):
            assert client.post(undo).status_code == 302, f"{undo} is offered"


def test_what_was_done_to_somebody_is_undone_by_whoever_sees_him(world: World):
    client = client_of(world.viewers["own"])
    verbs = {act.inverse["verb"] for act in world.acts[FOREIGN] if act.inverse}
    assert verbs >= {"put_contact_person_back", "put_interaction_back", "unpin_note", "forget_told_apart"}
    for act in world.acts[FOREIGN]:
        assert client.post(reverse("runs:undo", args=[act.pk])).status_code == 404, act.verb
    for act in world.acts[OWN]:
        is_removed_since = act.verb == "record_interaction" and not Interaction.objects.filter(pk=act.inverse["interaction"]).exists()
        assert sees_act(world.viewers["own"], act) != is_removed_since, act.verb


def test_what_is_told_of_a_product_counts_the_customers_of_the_viewer(world: World):
    product = CustomerProduct.objects.all()[0].product
    for name, (seen, _second) in SEEN.items():
        counts = {use.name: use.count(world.viewers[name], TODAY) for use in declared_uses}
        counted = Product.objects.filter(pk=product.pk).annotate(**counts).get()
        assert (counted.statuses, counted.running) == (len(seen), visible_subscriptions(world.viewers[name]).running(TODAY).count()), name
        for status in CustomerProduct.objects.values_list("status", flat=True).distinct():
            found = client_of(world.viewers[name]).get(reverse("customers:list"), {"product_status": f"-{status}"}).content.decode()
            assert told_of(world, found) == seen, name


def test_a_row_of_a_list_says_who_it_is_to_whoever_sees_him(world: World):
    for name, (seen, _second) in SEEN.items():
        client, taken = client_of(world.viewers[name]), world.lists[name]
        for other, customer in world.customers.items():
            row = ListRow.objects.get(external_list=taken, family_name=other)
            shown = client.get(row.url).content.decode()
            assert (f"/customers/{customer.number}/" in shown) == (other in seen), f"{name}: {other}"
            answer = client.post(reverse("external_lists:register", args=[taken.pk, row.pk]), follow=True).content.decode()
            assert (str(customer.number) in answer) == (other in seen), f"{name}: {other}"
            assert ("customer of a colleague" in shown) == (other not in seen), f"{name}: {other}"


def test_whom_he_makes_a_customer_of_a_list_he_goes_on_seeing(world: World):
    viewer, taken = world.viewers["own"], world.lists["own"]
    row = ListRow.objects.get(external_list=taken, family_name=UNIT)
    ListRow.objects.filter(pk=row.pk).update(customer=None, family_name="Nyberg", email="", email_normalised="")
    client_of(viewer).post(reverse("external_lists:register", args=[taken.pk, row.pk]))
    assert visible_customers(viewer).filter(family_name="Nyberg").count() == 1


def test_a_view_that_is_shared_shows_each_his_own_rows(world: World):
    shared = save_view(owner=world.viewers["everything"], list_name="customers", name="All", shared_with="everyone", query="sort=-name")
    for name, (seen, _second) in SEEN.items():
        shown = client_of(world.viewers[name]).get(reverse("customers:list"), {"view": f"saved-{shared.pk}", "sort": "-name"})
        assert told_of(world, shown.content.decode()) == seen, name


def test_whoever_sees_some_alone_gives_out_and_brings_back_no_workbook(world: World):
    for name in SEEN:
        viewer = world.viewers[name]
        client, address = client_of(viewer), reverse("customers:list")
        assert ("export=sheet" in client.get(address).content.decode()) == viewer.sees_everybody, name
        assert (client.get(reverse("imports:new", args=["customers"])).status_code == 200) == viewer.sees_everybody, name


def test_a_bulk_act_reaches_the_rows_of_the_list_alone(world: World):
    client = client_of(world.viewers["own"])
    chosen = [customer.pk for customer in world.customers.values()]
    client.post(reverse("customers:bulk_language"), {"chosen": chosen, "value": "hu"})
    assert set(Customer.objects.filter(language="hu", canonical=F("pk")).values_list("family_name", flat=True)) == {OWN}


def test_whoever_sees_his_own_alone_goes_on_seeing_whom_he_registers(world: World):
    for name in ("own", "units"):
        client = client_of(world.viewers[name])
        answer = client.post(
            reverse("customers:new"),
            {"kind": "person", "family_name": "Nyberg", "language": "sv", "country": "SE", "invoice_channel": "paper"},
        )
        assert answer.status_code == 302, answer.content.decode()
        assert client.get(answer["Location"]).status_code == 200


def test_the_view_is_asked_by_its_indexes(world: World):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {visible_customers(world.viewers['own']).order_by().values('pk').query}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "responsible" in plan, plan
    assert "unit" in plan, plan
    assert "Seq Scan" not in plan, plan
