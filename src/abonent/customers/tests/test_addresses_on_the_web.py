"""Customers loaded from an address on the web, as CSV or JSON in pages; asked of a real server on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Customer
from abonent.imports import fetching
from abonent.imports.external import CannotLoad
from abonent.imports.models import ImportBatch, ImportSource, VanishedRow
from abonent.imports.operations import check_batch, commit_batch
from abonent.imports.secrets import opened
from abonent.imports.sources import keep_source, load_source
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
CSV = "kundnummer;namn;e-post\n1;Åke Öberg;ake@example.org\n2;Eva Berg;\n".encode()
PEOPLE: list[dict[str, Any]] = [
    {"kundnummer": 12345678901234567890, "namn": "Åke Öberg", "kontakt": {"e-post": "ake@example.org"}, "aktiv": True},
    {"kundnummer": 2, "namn": "Eva Berg", "kontakt": None, "ort": "Norrvik"},
]
Answer = tuple[int, dict[str, str], bytes]


class Shop:
    """What the server answers to each path, and what it was asked with."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.paths: dict[str, Callable[[], Answer] | Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def gives(self, path: str, said: Any, *, status: int = 200, **headers: str) -> str:
        content = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.paths[path] = (status, headers, content)
        return self.base + path


@contextmanager
def running() -> Iterator[Shop]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.asked.append((self.path, dict(self.headers)))
            said = shop.paths.get(self.path, (404, {}, b""))
            status, headers, content = said() if callable(said) else said
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop = Shop(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def shop() -> Iterator[Shop]:
    with running() as started:
        yield started


@pytest.fixture(autouse=True)
def the_house(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}}
    settings.IMPORT_HOSTS = ["127.0.0.1"]


def a_source(url: str, *, secret: str = "", **said: object) -> ImportSource:
    facts = {"name": "shop", "kind": "customers", "header": "X-Key", "defaults": {"default_country": "SE"}, **said}
    return keep_source(source=ImportSource(way="address"), address=url, secret=secret, said=facts, actor=None)


def content(source: ImportSource) -> str:
    """The file that a load begins with."""
    return read_stored(load_source(source=source, actor=None).file).decode()


def loaded(source: ImportSource) -> tuple[int, int, int, int]:
    batch = load_source(source=source, actor=None)
    batch = check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)
    batch = commit_batch(batch=batch, actor=None, today=TODAY)
    return batch.new_count, batch.changed_count, batch.same_count, batch.vanished_count


def test_customers_come_as_csv_change_vanish_and_come_back(shop: Shop):
    source = a_source(shop.gives("/kunder.csv", CSV), when_vanished="mark")
    assert loaded(source) == (2, 0, 0, 0)
    assert loaded(source) == (0, 0, 2, 0)
    shop.gives("/kunder.csv", CSV.replace(b"2;Eva Berg;\n", b"").replace("Öberg".encode(), b"Ek"))
    assert loaded(source) == (0, 1, 0, 1)
    assert VanishedRow.objects.get().key == "2"
    assert Customer.objects.filter(name="Åke Ek").exists()


def test_json_comes_page_by_page_with_names_inside_names_and_numbers_as_they_are(shop: Shop):
    shop.gives("/v1/kunder?page=2", {"data": {"items": PEOPLE[1:]}, "links": {"next": None}})
    url = shop.gives("/v1/kunder", {"data": {"items": PEOPLE[:1]}, "links": {"next": "?page=2"}})
    said = content(a_source(url, rows_at="data.items", next_at="links.next"))
    assert said == (
        "kundnummer;namn;kontakt.e-post;aktiv;kontakt;ort\n12345678901234567890;Åke Öberg;ake@example.org;true;;\n2;Eva Berg;;;;Norrvik\n"
    )


def test_a_plain_list_and_the_only_list_of_an_answer_need_no_path_and_a_link_header_leads_on(shop: Shop):
    shop.gives("/two", PEOPLE[1:])
    first = shop.gives("/one", {"total": 2, "rows": PEOPLE[:1]}, Link=f'<{shop.base}/two>; rel="next"')
    assert [line.split(";")[1] for line in content(a_source(first)).splitlines()] == ["namn", "Åke Öberg", "Eva Berg"]


def test_the_secret_goes_in_its_header_is_sealed_and_never_follows_to_another_host(shop: Shop):
    source = a_source(shop.gives("/kunder.csv", CSV), secret="hemligt-8f3k2")
    content(source)
    assert shop.asked[-1][1]["X-Key"] == "hemligt-8f3k2"
    assert "hemligt" not in source.secret and opened(source.secret) == "hemligt-8f3k2"

    with running() as other:
        shop.gives("/one", {"rows": PEOPLE, "next": f"{other.base}/two"})
        keep_source(source=source, address=f"{shop.base}/one", said={"next_at": "next"}, actor=None)
        assert source.secret, "the same host"
        with pytest.raises(CannotLoad, match="next page is on another host"):
            content(source)
        keep_source(source=source, address=other.gives("/kunder.csv", CSV), said={}, actor=None)
        assert not source.secret
        content(source)
        assert "X-Key" not in other.asked[-1][1]
        assert len(other.asked) == 1


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("nonsense", "address.unreadable"),
        ("ftp://shop.example.com/x", "address.unreadable"),
        ("file:///etc/passwd", "address.unreadable"),
        ("https://", "address.unreadable"),
        ("https://user:password@shop.example.com/", "address.unreadable"),
        ("https://shop.example.com/a b", "address.unreadable"),
        ("https://shop.example.com:99999/", "address.unreadable"),
        ("https://shop.example.com/\r\nX-Evil: 1", "address.unreadable"),
        ("http://shop.example.com/", "address.not_secure"),
        ("http://localhost/", "address.not_secure"),
    ],
)
def test_an_address_that_must_not_be_asked_is_not_kept(url: str, code: str):
    with pytest.raises(CannotLoad) as refused:
        a_source(url)
    assert refused.value.code == code
    assert "%(" not in str(refused.value)
    assert not ImportSource.objects.exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"])
def test_a_host_in_a_private_network_is_not_asked_unless_the_operator_has_named_it(settings, host: str):
    settings.IMPORT_HOSTS = []
    with pytest.raises(CannotLoad, match="private network"):
        load_source(source=a_source(f"https://{host}/x"), actor=None)


def test_a_redirection_is_not_followed(shop: Shop):
    url = shop.gives("/old", b"", status=302, Location=shop.gives("/new", CSV))
    with pytest.raises(CannotLoad, match=r"leads to another one \(302\)"):
        load_source(source=a_source(url), actor=None)
    assert [path for path, _headers in shop.asked] == ["/old"]


@pytest.mark.parametrize(
    ("said", "status", "message"),
    [
        (b"", 401, "does not let us in"),
        (b"", 500, "answers with an error"),
        (b"<!doctype html><p>Log in", 200, "is a web page"),
        (b"[{", 200, "begins like JSON"),
        (b"[" * 100_000, 200, "begins like JSON"),
        ({"error": "no", "more": {}}, 200, "the answer has: error, more"),
        ([1, 2], 200, "no list of rows"),
        ([], 200, "has no rows"),
        ([{"a": 1}] * 3, 200, "more than 2 rows"),
        ([{str(number): number for number in range(501)}], 200, "more than 500 different names"),
    ],
)
def test_an_answer_that_is_none_says_what_to_do(shop: Shop, said: Any, status: int, message: str):
    with pytest.raises(CannotLoad, match=message):
        load_source(source=a_source(shop.gives("/x", said, status=status), most_rows=2), actor=None)
    assert not ImportBatch.objects.exists()


def test_an_answer_is_bounded_in_size_and_pages_that_go_round_end(shop: Shop, monkeypatch):
    url = shop.gives("/round", {"rows": PEOPLE, "next": "/round"})
    with pytest.raises(CannotLoad, match="pages never end"):
        load_source(source=a_source(url, next_at="next"), actor=None)
    monkeypatch.setattr(fetching, "MOST_MB", 1)
    with pytest.raises(CannotLoad, match="more than 1 MB"):
        load_source(source=a_source(shop.gives("/large", b"x" * 2**21), name="large"), actor=None)


def test_a_server_that_never_ends_its_answer_is_cut(shop: Shop, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_TO_ANSWER", 1)
    over = threading.Event()

    def silent() -> Answer:
        over.wait(20)
        return 200, {}, CSV

    shop.paths["/slow"] = silent
    began = time.monotonic()
    try:
        with pytest.raises(CannotLoad, match="takes too long"):
            load_source(source=a_source(f"{shop.base}/slow"), actor=None)
    finally:
        over.set()
    assert time.monotonic() - began < 15, "not when the server likes"


def test_a_secret_is_not_in_what_is_said_of_a_failure():
    source = a_source("http://127.0.0.1:1/x", secret="hemligt")
    with pytest.raises(CannotLoad, match=r"127\.0\.0\.1 does not answer") as refused:
        load_source(source=source, actor=None)
    assert "hemligt" not in str(refused.value)
    with pytest.raises(CannotLoad, match="no header can have"):
        keep_source(source=source, address="", secret="a\nb", said={}, actor=None)


def test_an_administrator_keeps_an_address_and_neither_it_nor_the_secret_is_shown_again(shop: Shop):
    install_ready_roles()
    user = StaffUser.objects.create_user("ada", "ada@example.org", "not used")
    user.roles.add(Role.objects.get(code="administrator"))
    client = Client()
    client.force_login(user)
    typed = {
        "name": "shop", "kind": "customers", "new_address": shop.gives("/kunder.csv", CSV), "header": "", "new_secret": "hemligt-8f3k2", "rows_at": "",
        "next_at": "", "most_rows": 100, "when_vanished": "mark", "at": "03:00", "most_changes": "", "most_errors": "0", "weekdays": [1],
    }  # fmt: skip
    new = f"{reverse('imports:new_source')}?way=address"
    assert "in which header the secret goes" in client.post(new, typed).content.decode()
    page = client.post(new, {**typed, "header": "Authorization"}, follow=True).content.decode()
    assert "An address and a secret are kept." in page
    assert "hemligt" not in page and "kunder.csv" not in page
    assert "Address on the web" in client.get(reverse("imports:sources")).content.decode()

    source = ImportSource.objects.get()
    client.post(reverse("imports:source", args=[source.pk]), {**typed, "header": "X-Other", "new_address": "", "new_secret": ""})
    undo_act(act=Act.objects.filter(verb="keep_import_source").latest("id"), actor=user, today=TODAY)
    source.refresh_from_db()
    assert (source.header, opened(source.secret)) == ("Authorization", "hemligt-8f3k2")
