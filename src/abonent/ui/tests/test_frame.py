"""The frame: look, open records, steps, ticks, errors."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import translation

from abonent.ui import open_records
from abonent.ui.menu import MenuItem
from abonent.ui.steps import Progress, rounded_time, steps
from abonent.ui.templatetags.frame import FrameLink, rail_of
from abonent.ui.ticks import Shape, tick_bar


def test_theme_chosen_without_script_brings_back_to_the_page_and_is_kept(client: Client):
    response = client.post("/ui/appearance/", {"theme": "dark", "back": "/account/login/"})
    assert response.headers["Location"] == "/account/login/"
    assert client.cookies["abonent_theme"].value == "dark"


def test_nobody_is_sent_to_another_site(client: Client):
    assert client.post("/ui/appearance/", {"theme": "dark", "back": "https://elsewhere.example/"}).headers["Location"] == "/"
    assert client.post("/ui/language/", {"language": "sv", "back": "//elsewhere.example/"}).headers["Location"] == "/"


def test_a_theme_nobody_knows_is_not_kept(client: Client):
    client.post("/ui/appearance/", {"theme": "pink"})
    assert "abonent_theme" not in client.cookies


@pytest.mark.django_db
def test_open_records_stay_until_they_are_closed(client: Client, rf):
    user = get_user_model().objects.create_user("maja")
    client.force_login(user)
    request = rf.get("/")
    request.session = client.session
    open_records.remember(request, label="Anna Lindqvist", url="/a/")
    open_records.remember(request, label="Öhman", url="/b/")
    request.session.save()
    client.post("/ui/open-record-closing/", {"url": "/a/", "back": "/b/"})
    request.session = client.session
    assert [record.label for record in open_records.listed(request)] == ["Öhman"]


@pytest.mark.django_db
def test_the_eldest_of_nine_open_records_leaves(client: Client, rf):
    client.force_login(get_user_model().objects.create_user("maja"))
    request = rf.get("/")
    request.session = client.session
    for number in range(9):
        open_records.remember(request, label=str(number), url=f"/{number}/")
    assert [record.label for record in open_records.listed(request)] == list("12345678")


def test_steps_before_the_present_one_lead_back():
    shown = steps(["Plan", "Look", "Commit"], present=1, urls=["/plan/", "/look/"])
    assert [(step.state, step.url) for step in shown] == [("done", "/plan/"), ("now", ""), ("todo", "")]


def test_time_left_is_not_said_before_it_can_be_honest():
    with translation.override("en"):
        assert Progress(done=100, total=1000, unit="rows", language="en", seconds=4).left_words == ""
        assert Progress(done=100, total=1000, unit="rows", language="en", seconds=10).left_words == "About 1 min 30 s left"


@pytest.mark.parametrize(
    ("seconds", "words"), [(2, "5 s"), (43, "45 s"), (74, "1 min 10 s"), (118, "2 min"), (700, "12 min"), (4000, "1 h 7 min")]
)
def test_time_left_is_rounded_to_what_is_honest(seconds, words):
    with translation.override("en"):
        assert rounded_time(seconds) == words


def test_a_week_of_ticks_says_what_happens_in_it():
    shapes = {date(2026, 6, 29): Shape.FULL, date(2026, 6, 30): Shape.CROSSED, date(2026, 7, 1): Shape.FULL}
    words = {Shape.FULL: "delivered", Shape.CROSSED: "missed"}
    with translation.override("en"):
        bar = tick_bar(
            title="Daily", first_monday=date(2026, 6, 29), weeks=2, shapes=shapes, words=words, today=date(2026, 7, 9), language="en"
        )
    assert bar.weeks[0].words.replace("\N{NO-BREAK SPACE}", " ") == "Week 27, 29 Jun to 5 Jul: 2 delivered, 1 missed"
    assert [(entry.label, entry.count) for entry in bar.legend] == [("Delivered", 2), ("Missed", 1)]
    assert [week.current for week in bar.weeks] == [False, True]


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_says_what_to_do(client: Client):
    response = client.get("/there-is-nothing-here/")
    assert response.status_code == 404
    assert b"Nothing here" in response.content


@pytest.mark.django_db
def test_the_gallery_is_for_builders(client: Client, settings):
    assert client.get("/ui/gallery/").status_code == 404
    settings.SHOW_GALLERY = True
    assert client.get("/ui/gallery/").status_code == 200


@pytest.mark.django_db
def test_a_refused_form_names_its_fields_and_says_so_by_its_status(client: Client, settings):
    settings.SHOW_GALLERY = True
    response = client.post("/ui/gallery/form/", {})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'aria-invalid="true"' in html and 'href="#id_name"' in html and 'aria-describedby="id_name_error"' in html


@pytest.mark.django_db
def test_every_page_forbids_script_that_is_not_ours(client: Client):
    policy = client.get("/account/login/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy


def link(name: str, *, current: bool = False, **where: bool) -> FrameLink:
    return FrameLink(item=MenuItem(label=name, url_name=name, icon="x", **where), url=f"/{name}/", current=current)


def test_what_is_set_up_stands_behind_one_button_and_a_single_such_place_does_not_need_it():
    daily, foot = link("customers"), link("manual", at_foot=True)
    setup = [link("staff", in_setup=True, current=True), link("companies", in_setup=True)]
    rail = rail_of([daily, foot, *setup])
    assert (rail.above, rail.foot, rail.setup, rail.setup_is_current) == ([daily], [foot], setup, True)
    assert rail_of([daily, foot, setup[0]]).foot == [foot, setup[0]]
