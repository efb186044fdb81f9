"""A file is worked as it is: results go into it and nothing else of it changes; nobody becomes a customer by it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from abonent.correspondence.models import Interaction
from abonent.customers.contacting import may_be_contacted
from abonent.customers.models import ContactPoint, Customer, ExternalKey, RefusalRegister, RefusedContact
from abonent.customers.operations import erase_customer, note_consent
from abonent.customers.testing import a_customer
from abonent.external_lists import jobs
from abonent.external_lists.files.place import CannotWrite
from abonent.external_lists.models import ExternalList, ListCall, ListRow
from abonent.external_lists.operations import (
    CannotCall,
    CannotList,
    CannotRegister,
    Said,
    put_back,
    read_again,
    record_call,
    register_row,
    take_list,
)
from abonent.external_lists.queries import next_row, rows_not_in_file
from abonent.external_lists.standing import standings
from abonent.external_lists.testing import LEADS, a_list, described, row_named
from abonent.kit.files import read_stored
from abonent.kit.models import StoredFile
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db


def text_of(external_list: ExternalList) -> str:
    external_list.refresh_from_db()
    return read_stored(external_list.file).decode("cp1252")


def undo(actor, today, verb: str) -> None:
    undo_act(act=Act.objects.filter(verb=verb, inverse__isnull=False).latest("pk"), actor=actor, today=today)


def call(row: ListRow, result: str, actor, today, **said) -> ListCall:
    return record_call(row=row, said=Said(result=result, **said), actor=actor, today=today)


def test_the_rows_of_a_file_can_be_called_and_none_is_a_customer(sara, today):
    leads = a_list(sara, today=today)
    row = row_named(leads, "Åsa Ek")
    assert (row.line, row.mobile_normalised or row.phone_normalised, row.email_normalised) == (2, "+46701740635", "asa@example.se")
    assert (row.address_line, row.cells[-1]) == ("Storgatan 1, 871 31 Norrvik", "mässan")
    assert leads.row_count == 2 and not Customer.objects.exists()
    assert "sample" not in leads.layout


def test_a_result_is_written_into_the_file_and_can_be_taken_back(sara, today):
    leads = a_list(sara, today=today)
    call(row_named(leads, "Bo Berg"), "call_back", sara, today, note="After 5", call_back_on=today + timedelta(days=3))
    before, after = LEADS.decode("cp1252").splitlines(keepends=True), text_of(leads).splitlines(keepends=True)
    assert after[0] == before[0].replace("\r\n", ";Result;Note;Contacted on;Call back on\r\n")
    assert after[1] == before[1].replace("\r\n", ";;;;\r\n")
    assert after[2] == before[2].replace("\r\n", f";To be called back;After 5;{today};{today + timedelta(days=3)}\r\n")
    undo(sara, today, "record_list_call")
    assert text_of(leads).splitlines()[2].endswith(";mässan;;;;")
    assert not ListCall.objects.exists()


def test_columns_of_the_same_name_that_the_file_has_for_itself_are_not_touched(sara, today):
    leads = a_list(sara, b"Name;Phone;Note\nBo Berg;0701740636;likes tea\n", today=today)
    call(row_named(leads, "Bo Berg"), "sold", sara, today, note="one year")
    assert text_of(leads).splitlines() == [
        "Name;Phone;Note;Result;Note 2;Contacted on;Call back on",
        f"Bo Berg;0701740636;likes tea;Sold;one year;{today};",
    ]


def test_a_watched_file_is_written_where_it_lies(sara, today, home):
    place = home / "lists" / "fair.csv"
    place.write_bytes(LEADS)
    leads = a_list(sara, LEADS, today=today, watched="fair.csv")
    call(row_named(leads, "Åsa Ek"), "sold", sara, today)
    assert place.read_bytes() == read_stored(ExternalList.objects.get(pk=leads.pk).file)
    assert b";Sold;" in place.read_bytes()
    assert [path.name for path in (home / "lists").iterdir()] == ["fair.csv"]


def test_a_file_that_somebody_has_changed_is_not_written_until_it_is_read_again(sara, today, home):
    place = home / "lists" / "fair.csv"
    place.write_bytes(LEADS)
    leads = a_list(sara, LEADS, today=today, watched="fair.csv")
    bo = row_named(leads, "Bo Berg")
    call(bo, "no_answer", sara, today)
    changed = place.read_bytes().replace(b"\r\nBo", b"\r\nEva New;070-174 06 37;;;;;;;;;\r\nBo")
    place.write_bytes(changed)
    with pytest.raises(CannotWrite, match="changed by somebody else"):
        call(bo, "sold", sara, today)
    assert place.read_bytes() == changed and bo.calls.count() == 1
    read_again(external_list=leads, actor=sara, today=today)
    bo.refresh_from_db()
    assert (bo.line, bo.calls.get().result, row_named(leads, "Eva New").line) == (4, "no_answer", 3)
    call(bo, "sold", sara, today)
    assert place.read_bytes().decode("cp1252").splitlines()[3].endswith(f";mässan;Sold;;{today};")


def test_a_row_that_the_file_no_longer_has_keeps_its_calls_without_a_place(sara, today):
    leads = a_list(sara, today=today)
    bo = row_named(leads, "Bo Berg")
    call(bo, "not_interested", sara, today)
    read_again(external_list=leads, actor=sara, today=today, content=LEADS.replace(b"Bo Berg", b"Bo Bergh"))
    bo.refresh_from_db()
    assert (bo.line, bo.calls.count(), leads.rows.exclude(line=None).count()) == (None, 1, 2)
    with pytest.raises(CannotCall, match="no longer in the file"):
        call(bo, "sold", sara, today)


def test_a_file_without_a_column_that_was_chosen_is_not_read_again(sara, today):
    leads = a_list(sara, today=today)
    with pytest.raises(CannotList, match="no longer has the column Namn"):
        read_again(external_list=leads, actor=sara, today=today, content=b"X;Telefon\nBo;070-174 06 36\n")
    assert text_of(leads) == LEADS.decode("cp1252")
    assert leads.versions.count() == 1


def test_an_earlier_version_is_put_back_and_what_is_missing_then_can_be_written_again(sara, today):
    leads = a_list(sara, today=today)
    call(row_named(leads, "Bo Berg"), "sold", sara, today)
    put_back(version=leads.versions.last(), actor=sara, today=today)
    assert text_of(leads) == LEADS.decode("cp1252")
    assert [row.name for row in rows_not_in_file(leads)] == ["Bo Berg"]
    call(row_named(leads, "Åsa Ek"), "sold", sara, today)
    assert text_of(leads).count(";Sold;") == 1
    undo(sara, today, "put_list_back")
    assert ";Sold;" in text_of(leads).splitlines()[2]


def test_the_first_version_and_the_latest_are_kept(sara, today):
    leads = a_list(sara, today=today)
    bo = row_named(leads, "Bo Berg")
    for number in range(14):
        call(bo, "no_answer", sara, today, note=str(number))
    assert leads.versions.count() == 11
    assert read_stored(leads.versions.last().file) == LEADS


def test_a_workbook_is_worked_like_a_text(sara, today):
    from abonent.external_lists.tests.test_workbooks import a_workbook, cells

    leads = a_list(sara, a_workbook(), today=today, file="leads.xlsx")
    call(row_named(leads, "Bo <Berg>"), "wrong_number", sara, today, note="=no")
    leads.refresh_from_db()
    assert cells(read_stored(leads.file))[2][:6] == ["Bo <Berg>", "", 3.0, "Wrong number", "=no", today.isoformat()]


def test_what_cannot_be_written_back_is_refused_and_nothing_kept(sara, today, home):
    files = StoredFile.objects.count()
    for name, content, sentence in (
        ("a.csv", b"", "is empty"),
        ("a.csv", b"n;n\n1;2\n", "same header"),
        ("a.csv", b"x" * (11 * 2**20), "too much"),
    ):
        with pytest.raises(Exception, match=sentence):
            take_list(name=name, content=content, described=described(today), entity=sara.company, actor=sara, today=today)
    assert StoredFile.objects.count() == files and not ExternalList.objects.exists()
    assert not [path for path in (home / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("days", [0, 400])
def test_a_list_has_an_end_within_a_year(sara, today, days):
    with pytest.raises(CannotList):
        a_list(sara, today=today, ends_on=today + timedelta(days=days))


def test_who_is_known_already_is_found_by_telephone_e_mail_or_name_and_address(sara, today):
    content = b"Namn;Telefon;E-post;Adress;Postnr;Ort\nA B;0701740635;;;;\nC D;;C@Example.se;;;\nEva Ek;;;Strandv\xe4gen 14 B;87131;Norrvik\nNo One;0701740699;;;;\n"
    by = {
        "A B": a_customer("Anna", "Ask", mobile="070-174 06 35"),
        "C D": a_customer("Cia", "Dal", email="c@example.se"),
        "Eva Ek": a_customer("Eva", "Ek"),
    }
    leads = a_list(sara, content, today=today)
    rows = list(leads.rows.order_by("line"))
    found = standings(leads, rows, viewer=sara, today=today)
    known = {row.name: found[row.pk].known for row in rows}
    assert {name: one.customer_id if one else None for name, one in known.items()} == {
        **{name: one.pk for name, one in by.items()},
        "No One": None,
    }
    assert [one.reason if one else "" for one in known.values()] == ["telephone", "email", "address", ""]


def test_who_has_refused_is_not_called(sara, clara, today):
    anna = a_customer("Anna", "Ask", mobile="070-174 06 35")
    note_consent(customer=anna, channel="telephone", purpose="marketing", said="withdrawn", source="telephone", actor=clara, today=today)
    register = RefusalRegister.objects.create(name="NIX", as_of=today)
    RefusedContact.objects.create(register=register, normalised="+46701740636")
    leads = a_list(sara, LEADS + b"Cia Dal;0701740637\r\n", today=today)
    rows = {row.name: row for row in leads.rows.all()}
    found = standings(leads, list(rows.values()), viewer=sara, today=today)
    assert {name: (found[row.pk].may_call, found[row.pk].reason) for name, row in rows.items()} == {
        "Åsa Ek": (False, "withdrawn"), "Bo Berg": (False, "on_register"), "Cia Dal": (True, "not_refused"),
    }  # fmt: skip
    assert next_row(leads, viewer=sara, today=today) == rows["Cia Dal"]
    call(rows["Cia Dal"], "no_more", sara, today)
    other = a_list(sara, b"Namn;Telefon\nC Dal;070 174 06 37\n", today=today, name="Other", file="o.csv")
    assert next_row(other, viewer=sara, today=today) is None


def test_a_customer_who_wants_no_more_calls_has_said_so_to_the_whole_house(sara, today):
    anna = a_customer("Anna", "Ask", mobile="070-174 06 35")
    leads = a_list(sara, today=today)
    call(row_named(leads, "Åsa Ek"), "no_more", sara, today)
    assert may_be_contacted(anna, channel="telephone", purpose="marketing", today=today).reason == "withdrawn"
    undo(sara, today, "record_list_call")
    assert may_be_contacted(anna, channel="telephone", purpose="marketing", today=today).allowed


def test_in_poland_people_are_called_only_if_they_agreed(sara, today):
    content = b"name;phone;country\nJan Nowak;601 234 567;PL\n"
    row = a_list(sara, content, today=today).rows.get()
    asked = a_list(sara, content, today=today, agreed="box ticked at the fair", file="b.csv")
    assert standings(row.external_list, [row], viewer=sara, today=today)[row.pk].reason == "not_asked"
    agreed = asked.rows.get()
    assert standings(asked, [agreed], viewer=sara, today=today)[agreed.pk].may_call


def test_next_is_who_waits_to_be_called_back_then_who_follows_in_the_file(sara, today):
    leads = a_list(sara, LEADS + b"Cia Dal;0701740637\r\n", today=today)
    asa, bo, cia = (row_named(leads, name) for name in ("Åsa Ek", "Bo Berg", "Cia Dal"))
    assert next_row(leads, viewer=sara, today=today) == asa
    call(asa, "call_back", sara, today, call_back_on=today)
    assert next_row(leads, viewer=sara, today=today, after=bo) == asa
    call(asa, "not_interested", sara, today)
    assert next_row(leads, viewer=sara, today=today, after=bo) == cia
    assert next_row(leads, viewer=sara, today=today, after=cia) == bo


def test_a_row_becomes_a_customer_in_one_step_with_where_he_comes_from_and_what_was_said(sara, today):
    leads = a_list(sara, today=today)
    asa = row_named(leads, "Åsa Ek")
    call(asa, "interested", sara, today, note="Wants the weekend")
    customer = register_row(row=asa, actor=sara, today=today)
    assert (customer.name, customer.country, customer.language) == ("Åsa Ek", "SE", "sv")
    assert customer.addresses.get().place.street_line == "Storgatan 1"
    assert {point.normalised for point in customer.contact_points.all()} == {"+46701740635", "asa@example.se"}
    assert ExternalKey.objects.get(customer=customer).source.startswith("Leads")
    assert ExternalKey.objects.get(customer=customer).key == "2"
    said = Interaction.objects.get(customer=customer)
    assert (said.kind, said.subject, said.body) == ("call", "Leads", "Interested. Wants the weekend")
    call(row_named(leads, "Åsa Ek"), "sold", sara, today)
    assert Interaction.objects.filter(customer=customer, result="settled").count() == 1
    with pytest.raises(CannotRegister, match="already"):
        register_row(row=asa, actor=sara, today=today)


def test_registering_is_undone_whole(sara, today):
    leads = a_list(sara, today=today)
    asa = row_named(leads, "Åsa Ek")
    call(asa, "interested", sara, today)
    register_row(row=asa, actor=sara, today=today)
    undo(sara, today, "register_list_row")
    assert not Customer.objects.exists() and not Interaction.objects.exists()
    asa.refresh_from_db()
    assert asa.customer is None and asa.calls.get().result == "interested"


def test_who_is_known_is_taken_and_stays_when_it_is_undone(sara, today):
    anna = a_customer("Anna", "Ask", mobile="070-174 06 35")
    leads = a_list(sara, today=today)
    asa = row_named(leads, "Åsa Ek")
    call(asa, "sold", sara, today)
    assert register_row(row=asa, actor=sara, today=today) == anna
    assert Customer.objects.count() == 1 and anna.interactions.count() == 1
    undo(sara, today, "register_list_row")
    assert Customer.objects.get() == anna and not anna.interactions.exists()


def test_a_row_without_a_name_does_not_become_a_customer(sara, today):
    leads = a_list(sara, b"Namn;Telefon\n;0701740635\n", today=today)
    with pytest.raises(CannotRegister, match="no name"):
        register_row(row=leads.rows.get(), actor=sara, today=today)


def test_who_is_erased_goes_from_the_list_from_its_file_and_from_earlier_versions(sara, today):
    anna = a_customer("Anna", "Ask", mobile="070-174 06 35")
    leads = a_list(sara, today=today)
    call(row_named(leads, "Åsa Ek"), "interested", sara, today, note="has a dog")
    call(row_named(leads, "Bo Berg"), "sold", sara, today)
    erase_customer(customer=anna, actor=None, today=today)
    row = leads.rows.get(line=2)
    assert (row.name or "", row.cells, row.calls.count()) == ("", [], 0)
    jobs.empty_erased(0)
    lines = text_of(leads).splitlines()
    assert lines[1] == ";" * 10 and lines[2].startswith("Bo Berg;")
    assert leads.versions.count() == 1
    read_again(external_list=leads, actor=sara, today=today, content=read_stored(ExternalList.objects.get(pk=leads.pk).file))
    assert [row.name for row in leads.rows.exclude(line=None)] == ["Bo Berg"]


def test_who_is_erased_does_not_come_back_when_the_file_is_read_before_it_is_emptied(sara, today, home):
    anna = a_customer("Anna", "Ask", mobile="070-174 06 35")
    leads = a_list(sara, today=today)
    erase_customer(customer=anna, actor=None, today=today)
    read_again(external_list=leads, actor=sara, today=today, content=LEADS)
    assert not ContactPoint.objects.exists()
    assert {row.name or "" for row in leads.rows.all()} == {"", "Bo Berg"}


def test_on_its_day_a_list_goes_with_its_file(sara, today, home):
    place = home / "lists" / "fair.csv"
    place.write_bytes(LEADS)
    leads, other = a_list(sara, LEADS, today=today, watched="fair.csv"), a_list(sara, today=today)
    call(row_named(leads, "Åsa Ek"), "sold", sara, today)
    ExternalList.objects.filter(pk=leads.pk).update(ends_on=today)
    jobs.throw_away_due(0)
    leads.refresh_from_db()
    assert (leads.file, leads.rows.count(), leads.versions.count(), leads.name) == (None, 0, 0, "Leads")
    assert leads.thrown_away_at is not None and not place.exists()
    assert list(ExternalList.objects.kept()) == [other]
    assert StoredFile.objects.filter(owner="external_list").count() == 1


def test_a_mapping_is_remembered_for_the_next_file_with_the_same_headers(sara, today):
    content = b"wer;tel\nBo Berg;0701740636\n"
    taken = take_list(name="a.csv", content=content, described=described(today), entity=sara.company, actor=sara, today=today)
    assert not taken.maps_itself
    from abonent.external_lists.operations import open_list

    open_list(external_list=taken, mapping={"name": 0, "phone": 1}, defaults=taken.defaults)
    again = take_list(name="b.csv", content=content, described=described(today), entity=sara.company, actor=sara, today=today)
    assert again.maps_itself and again.mapping == {"name": 0, "phone": 1}
