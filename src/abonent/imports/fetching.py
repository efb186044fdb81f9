"""Reads all rows that an address on the web gives, as the file that an import then begins with: a table as it is, JSON as CSV.

One host is asked, over HTTPS, and no redirection followed; a host in the house's own network, and plain HTTP to it, only where the
operator has named it. Size, time and pages are bounded, and the secret goes nowhere but to that host.
"""

from __future__ import annotations

import csv
import http.client
import io
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from abonent.imports.external import CannotLoad
from abonent.imports.reading.limits import MEGABYTE, Limits
from abonent.kit.outbound import PrivateAddress, connected

SECONDS_OF_SILENCE = 30
SECONDS_TO_ANSWER = 300
MOST_MB = 64
MOST_PAGES = 2_000
_PIECE = 2**18
_MOST_HEADERS = Limits().columns
_NEXT = re.compile(r"<([^<>]*)>[^,]*;\s*rel=\"?next\"?", re.IGNORECASE)
_NAMES_SAID = 10
_DEEPEST = 5


@dataclass(frozen=True)
class Asked:
    """What is asked: an address, the header that a secret goes in, where in the answer the rows and the next address are."""

    url: str
    header: str = ""
    secret: str = ""
    rows_at: str = ""
    next_at: str = ""
    most_rows: int = 200_000


@dataclass(frozen=True)
class _Answer:
    content: bytes
    link: str


def demand_address(url: str) -> SplitResult:
    """The parts of an address; refused if it is none that may be asked."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) and not parts.username
    except ValueError:
        usable = False
    if not usable or not url.isascii() or not url.isprintable() or " " in url:
        raise CannotLoad("address.unreadable")
    if parts.scheme == "http" and not _is_of_the_house(parts):
        raise CannotLoad("address.not_secure", host=parts.hostname)
    return parts


def origin_of(url: str) -> tuple[str, str | None, int | None]:
    """Whom an address asks."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def write_rows(asked: Asked, into: IO[bytes]) -> None:
    """Ask for all rows, page by page, and write them as a table."""
    until = time.monotonic() + SECONDS_TO_ANSWER
    first = _answer(asked, asked.url, until, MOST_MB * MEGABYTE)
    if not first.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        if first.content.lstrip()[:1] == b"<":
            raise CannotLoad("address.web_page")
        into.write(first.content)
        return
    with TemporaryFile() as spool:
        headers: dict[str, None] = {}
        count = 0
        for row in _rows(asked, first, until):
            count += 1
            if count > asked.most_rows:
                raise CannotLoad("source.too_many_rows", most=asked.most_rows)
            headers.update(dict.fromkeys(row))
            if len(headers) > _MOST_HEADERS:
                raise CannotLoad("address.too_many_names", most=_MOST_HEADERS)
            spool.write(json.dumps(row).encode() + b"\n")
        if not count:
            raise CannotLoad("source.no_rows")
        spool.seek(0)
        _write_table(list(headers), spool, into)


def _write_table(headers: list[str], spool: IO[bytes], into: IO[bytes]) -> None:
    out = io.TextIOWrapper(into, "utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(headers)
    for line in spool:
        row = json.loads(line)
        writer.writerow([row.get(header, "") for header in headers])
    out.detach()


def _rows(asked: Asked, answer: _Answer, until: float) -> Iterator[dict[str, str]]:
    """The rows of a page and of those after it."""
    url, seen, left = asked.url, {asked.url}, MOST_MB * MEGABYTE
    while True:
        page = _parsed(answer.content)
        for row in _listed(page, asked.rows_at):
            yield dict(_flat(row))
        following = _next(asked, page, answer.link, url)
        if not following:
            return
        left -= len(answer.content)
        if following in seen or len(seen) >= MOST_PAGES:
            raise CannotLoad("address.never_ends", pages=len(seen))
        if origin_of(following) != origin_of(asked.url):
            raise CannotLoad("address.next_elsewhere", host=urlsplit(following).hostname or following[:100])
        seen.add(following)
        url, answer = following, _answer(asked, following, until, left)


def _parsed(content: bytes) -> Any:
    try:
        # Numbers stay as they are written: a customer number may have more digits than a float can tell apart.
        return json.loads(content.decode("utf-8-sig"), parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise CannotLoad("address.no_json") from None


def _listed(page: Any, rows_at: str) -> list[dict[str, Any]]:
    """The list of objects at a path; without one the page itself, or the only list that it has."""
    found = _at(page, rows_at) if rows_at else page
    if isinstance(found, dict) and not rows_at:
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else found
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        names = ", ".join(list(page)[:_NAMES_SAID])[:200] if isinstance(page, dict) else ""
        raise CannotLoad("address.no_list", names=names or "–")
    return found


def _at(page: Any, path: str) -> Any:
    for name in path.split("."):
        page = page.get(name) if isinstance(page, dict) else None
    return page


def _next(asked: Asked, page: Any, link: str, url: str) -> str:
    """The address of the next page: where the answer says it, or in its Link header; the empty text behind the last."""
    said = _at(page, asked.next_at) if asked.next_at else None
    if not said and (named := _NEXT.search(link)):
        said = named[1]
    if not isinstance(said, str) or not said:
        return ""
    following = urljoin(url, said)
    demand_address(following)
    return following


def _flat(value: dict[str, Any], before: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    """Names and values of an object; what is inside another is called after both."""
    for name, said in value.items():
        if isinstance(said, dict) and depth < _DEEPEST:
            yield from _flat(said, f"{before}{name}.", depth + 1)
        else:
            yield f"{before}{name}", _cell(said)


def _cell(said: Any) -> str:
    if said is None:
        return ""
    if isinstance(said, bool):
        return "true" if said else "false"
    if isinstance(said, list) and all(isinstance(one, str) for one in said):
        return ", ".join(said)
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)


def _answer(asked: Asked, url: str, until: float, most_bytes: int) -> _Answer:
    """What an address answers, or the reason why it does not."""
    parts = demand_address(url)
    assert parts.hostname is not None
    headers = {"Accept": "application/json, text/csv", "Accept-Encoding": "identity", "User-Agent": "Abonent", "Connection": "close"}
    if asked.secret:
        headers[asked.header] = asked.secret
    try:
        with _asking(parts, until) as connection:
            connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers)
            response = connection.getresponse()
            _demand_right(response)
            return _Answer(_received(response, until, most_bytes), response.headers.get("Link", ""))
    except PrivateAddress:
        raise CannotLoad("address.private", host=parts.hostname) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= until or isinstance(error, TimeoutError):
            raise CannotLoad("address.too_slow", host=parts.hostname) from None
        raise CannotLoad("address.unreachable", host=parts.hostname, detail=_detail(error, asked)) from None


@contextmanager
def _asking(parts: SplitResult, until: float) -> Iterator[http.client.HTTPConnection]:
    """A connection that is cut when its time is over, however slowly the other side trickles."""
    assert parts.hostname is not None
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=SECONDS_OF_SILENCE)
    sock = connected(parts.hostname, port, secure=secure, may_be_private=_is_of_the_house(parts), seconds=SECONDS_OF_SILENCE)
    connection.sock = sock
    cut = Timer(max(until - time.monotonic(), 0), _cut, [sock])
    cut.daemon = True
    cut.start()
    try:
        yield connection
    finally:
        cut.cancel()
        connection.close()
        sock.close()


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _demand_right(response: http.client.HTTPResponse) -> None:
    if response.status in (401, 403):
        raise CannotLoad("address.denied", status=response.status)
    if 300 <= response.status < 400:
        raise CannotLoad("address.redirected", status=response.status)
    if response.status != http.HTTPStatus.OK:
        raise CannotLoad("address.status", status=response.status)


def _received(response: http.client.HTTPResponse, until: float, most_bytes: int) -> bytes:
    content = bytearray()
    while piece := response.read1(_PIECE):
        content += piece
        if len(content) > most_bytes:
            raise CannotLoad("address.too_large", most=MOST_MB)
        if time.monotonic() >= until:
            raise TimeoutError
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(content)


def _detail(error: Exception, asked: Asked) -> str:
    """What is wrong, in a line, without the secret."""
    said = " ".join(str(error).split())[:200] or type(error).__name__
    return said.replace(asked.secret, "…") if asked.secret else said


def _is_of_the_house(parts: SplitResult) -> bool:
    """Whether the operator has named the host as one of the house's own network."""
    return parts.hostname in settings.IMPORT_HOSTS
