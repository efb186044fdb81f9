"""Reads the answer to a question from a database of another system, as the CSV file that an import then begins with.

Nothing is asked of any host but the one that an administrator has typed; nothing is written there: the question is a single SELECT,
the transaction reads only, the answer and its time are bounded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import sqlglot
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool
from sqlglot import exp

from abonent.kit.refusals import Refusal

SECONDS_TO_CONNECT = 10
SECONDS_TO_ANSWER = 300
_ROWS_AT_A_TIME = 1_000

# How each kind of database is written: SQLAlchemy's driver here, and the dialect that reads the question.
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite"}
_DIALECTS = {"postgresql": "postgres", "sqlite": "sqlite", "mysql": "mysql", "mariadb": "mysql", "mssql": "tsql", "oracle": "oracle"}
_WRITES = (exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Into, exp.Create, exp.Drop, exp.Command)


class CannotLoad(Refusal):
    """Another system that does not answer as it should; nothing is loaded."""

    sentences = {
        "source.address_unreadable": _("This is not an address of a database. It looks like postgresql://user:password@host/database."),
        "source.address_sealed": _("The address was kept with the key of another installation. Type it anew."),
        "source.driver_missing": _("Databases of the kind %(kind)s cannot be read here; their driver is not installed."),
        "source.file_missing": _("There is no file %(file)s on the server."),
        "source.unreachable": _("The database does not answer (%(detail)s). Look at the host, the port, the user and the password."),
        "source.not_a_question": _("This is not a single SELECT. Only what reads can be asked."),
        "source.refused": _("The database refuses the question: %(detail)s"),
        "source.too_slow": _("The database has not answered within %(seconds)s seconds. Ask for less."),
        "source.too_many_rows": _("The answer has more than %(most)s rows. Ask for less, or raise the limit."),
        "source.name_taken": _("Another source is called %(source)s by now, or has its folder. Rename that one first."),
        "source.in_use": _("Something has come from %(source)s. It stays, so that its rows are known again; untick its days to stop it."),
        "source.no_rows": _("The answer has no rows."),
        "source.folder_unusable": _("The folder %(folder)s cannot be worked in (%(detail)s). Let the program read and write it."),
        "address.unreadable": _("This is not an address on the web. It looks like https://shop.example.com/customers."),
        "address.not_secure": _("%(host)s is asked over plain HTTP. Write https, or let the operator name the host in import_hosts."),
        "address.private": _("%(host)s leads into a private network. The operator can name the host in import_hosts."),
        "address.unreachable": _("%(host)s does not answer (%(detail)s). Look at the address."),
        "address.too_slow": _("%(host)s takes too long to answer. Ask for less."),
        "address.too_large": _("The answer has more than %(most)s MB. Ask for less."),
        "address.denied": _("The other system does not let us in (%(status)s). Type the secret again, or ask whoever gave it."),
        "address.redirected": _("The address leads to another one (%(status)s). Write the address that it leads to."),
        "address.status": _("The other system answers with an error (%(status)s). Look at the address, or try later."),
        "address.web_page": _("The answer is a web page, not CSV or JSON. Look at the address."),
        "address.no_json": _("The answer begins like JSON, but is none. Ask whoever runs the other system."),
        "address.no_list": _("There is no list of rows there. Say where the rows are; the answer has: %(names)s."),
        "address.too_many_names": _("The rows have more than %(most)s different names. Ask for less."),
        "address.next_elsewhere": _("The next page is on another host, %(host)s. Only the host of the address is asked."),
        "address.never_ends": _("The pages never end: after %(pages)s of them one comes again. Look at where the next address is."),
        "address.secret_unreadable": _("The secret has letters that no header can have. Copy it again, without line breaks."),
        "source.cannot_move": _("%(file)s cannot be moved (%(detail)s). Let the program write in its folder."),
        "source.practice": _("This is a practice copy: no other system is asked from here."),
    }


@dataclass(frozen=True)
class Question:
    """What is asked of which database, and how many rows it may answer with."""

    address: str
    query: str
    most_rows: int


def address_of(typed: str) -> URL:
    """The address with the driver that is used here; refused if it is none."""
    try:
        url = make_url(typed.strip())
    except (ArgumentError, ValueError):
        raise CannotLoad("source.address_unreadable") from None
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


def demand_a_question(query: str, url: URL) -> None:
    """Refuse what is not one SELECT."""
    try:
        parsed = [tree for tree in sqlglot.parse(query, read=_DIALECTS.get(url.get_backend_name())) if tree is not None]
    except sqlglot.errors.SqlglotError:
        raise CannotLoad("source.not_a_question") from None
    if len(parsed) != 1 or not isinstance(parsed[0], exp.Query) or parsed[0].find(*_WRITES):
        raise CannotLoad("source.not_a_question")


def write_answer(question: Question, into: IO[bytes]) -> int:
    """Ask, and write the answer as CSV in UTF-8 with its column names in the first row; returns how many rows it has."""
    url = address_of(question.address)
    demand_a_question(question.query, url)
    with _connected(url) as connection, _asked(connection, question.query) as answer:
        out = io.TextIOWrapper(into, "utf-8", newline="", write_through=True)
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow(answer.keys())
        rows = _written(answer, writer, question.most_rows)
        out.detach()
    if not rows:
        raise CannotLoad("source.no_rows")
    return rows


def _written(answer: Any, writer: Any, most_rows: int) -> int:
    count = 0
    for row in answer:
        count += 1
        if count > most_rows:
            raise CannotLoad("source.too_many_rows", most=most_rows)
        writer.writerow(_cells(row))
    return count


def _cells(row: Sequence[Any]) -> list[str]:
    return ["" if value is None else str(value) for value in row]


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    """A connection that reads only, or the reason why there is none; a practice copy has none."""
    if settings.PRACTICE_OF:
        raise CannotLoad("source.practice")
    arguments: dict[str, Any] = {}
    backend = url.get_backend_name()
    if backend == "sqlite":
        url, arguments = _sqlite_file(url)
    elif backend == "postgresql":
        options = f"-c default_transaction_read_only=on -c statement_timeout={SECONDS_TO_ANSWER}s"
        arguments = {"connect_timeout": SECONDS_TO_CONNECT, "options": options, "application_name": "abonent"}
    try:
        engine = create_engine(url, poolclass=NullPool, connect_args=arguments)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise CannotLoad("source.driver_missing", kind=backend) from None
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise CannotLoad("source.unreachable", detail=_first_line(error, url)) from None
    try:
        yield connection
    finally:
        connection.close()
        engine.dispose()


def _sqlite_file(url: URL) -> tuple[URL, dict[str, Any]]:
    """The file opened to read; one that is not there is not made."""
    path = Path(url.database or "")
    if not path.is_absolute() or not path.is_file():
        raise CannotLoad("source.file_missing", file=url.database or "")
    return URL.create("sqlite", database=f"file:{path}", query={"mode": "ro", "uri": "true"}), {"timeout": SECONDS_TO_CONNECT}


@contextmanager
def _asked(connection: Connection, query: str) -> Iterator[Any]:
    options = {"stream_results": True, "max_row_buffer": _ROWS_AT_A_TIME}
    try:
        # A colon in the question is no place for a parameter of ours.
        with connection.execution_options(**options).execute(text(query.replace(":", r"\:"))) as answer:
            yield answer
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == "57014":
            raise CannotLoad("source.too_slow", seconds=SECONDS_TO_ANSWER) from None
        raise CannotLoad("source.refused", detail=_first_line(error, connection.engine.url)) from None


def _first_line(error: DBAPIError, url: URL) -> str:
    """What the driver says, in a line, without the password."""
    said = " ".join(str(error.orig).split())[:200]
    return said.replace(str(url.password), "…") if url.password else said
