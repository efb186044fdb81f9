"""Put the views into the database and lift them out for a change of tables; make log-ins that read them, and take these back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.reporting.models import ReadingLogin
from abonent.reporting.view_definitions import SCHEMA, Definition, as_markdown, definitions
from abonent.runs.operations import record_act

BEGINNING = "abonent_"
LONGEST_NAME = 40
MOST_CONNECTIONS = 10
LONGEST_QUESTION = "5min"


class CannotMakeLogin(Refusal):
    """A log-in for another system that is not made or taken back."""

    sentences = {
        "login.no_name": _("Give a name with at least one letter from a to z."),
        "login.taken": _("There is already a log-in %(name)s. Choose another name."),
        "login.not_allowed": _("The database server does not let this program make log-ins. Give its user the right CREATEROLE."),
        "login.practice": _("This is a practice copy. Log-ins of other systems are made and taken back in the product itself."),
        "login.ended": _("This log-in is taken back already."),
    }


@dataclass(frozen=True)
class MadeLogin:
    """A log-in with its password, which is kept nowhere: it is shown once."""

    login: ReadingLogin
    password: str


def put_views() -> None:
    """The schema with its views as this version of the program has them; nothing is done where they are there already."""
    version = sha256("".join(view.whole_sql for view in definitions()).encode() + as_markdown().encode()).hexdigest()
    with transaction.atomic():
        if _version_in_place() == version:
            return
        lift_views()
        _execute(sql.SQL("CREATE SCHEMA {schema}"))
        # The views tell a role without a log-in of ours nothing, so whoever may sign in may ask them.
        _execute(sql.SQL("GRANT USAGE ON SCHEMA {schema} TO PUBLIC"))
        for view in definitions():
            _put_view(view)
        _execute(sql.SQL("COMMENT ON SCHEMA {schema} IS {version}"), version=sql.Literal(version))


def lift_views() -> None:
    """No views: tables can be changed under them. The log-ins stay; whoever reads just now is signed out, or the change would wait."""
    if ReadingLogin._meta.db_table in connection.introspection.table_names():
        _sign_out(list(ReadingLogin.objects.values_list("role_name", flat=True)), from_here_alone=True)
    _execute(sql.SQL("DROP SCHEMA IF EXISTS {schema} CASCADE"))


def make_login(*, name: str, purpose: str, entity: LegalEntity | None, with_national_ids: bool, actor: StaffUser | None) -> MadeLogin:
    """A log-in that reads the views of one company, or of all, and nothing else."""
    plain = slugify(name).replace("-", "_").removeprefix(BEGINNING)[: LONGEST_NAME - len(BEGINNING)].strip("_")
    if not plain:
        raise CannotMakeLogin("login.no_name")
    _demand_the_product()
    role = BEGINNING + plain
    password = secrets.token_urlsafe(24)
    with change_by(actor, "make_reading_login"):
        if _role_exists(role) or ReadingLogin.objects.filter(role_name=role).exists():
            raise CannotMakeLogin("login.taken", name=role)
        login = ReadingLogin.objects.create(
            role_name=role, purpose=purpose, entity=entity, with_national_ids=with_national_ids, made_by=actor
        )
        _make_role(role, password)
        record_act(actor=actor, verb="make_reading_login", subject_kind="reading_login", subject_ids=[login.pk])
    return MadeLogin(login, password)


def end_login(*, login: ReadingLogin, actor: StaffUser | None) -> None:
    """Take a log-in back: it reads nothing any more, at once; whoever is signed in with it is signed out."""
    _demand_the_product()
    with change_by(actor, "end_reading_login"):
        locked = ReadingLogin.objects.select_for_update().get(pk=login.pk)
        if locked.ended_at is not None:
            raise CannotMakeLogin("login.ended")
        locked.ended_at, locked.ended_by = clock.now(), actor
        locked.save(update_fields=["ended_at", "ended_by"])
        if _role_exists(locked.role_name):
            _drop_role(locked.role_name)
        record_act(actor=actor, verb="end_reading_login", subject_kind="reading_login", subject_ids=[locked.pk])


def _demand_the_product() -> None:
    """The log-ins are the server's, and the product and its practice copy have one server."""
    if settings.PRACTICE_OF:
        raise CannotMakeLogin("login.practice")


def _version_in_place() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s", [SCHEMA])
        found = cursor.fetchone()
    return found[0] or "" if found else ""


def _put_view(view: Definition) -> None:
    named = {"view": sql.Identifier(view.name)}
    # The SQL is our own, from a file of this package.
    _execute(sql.SQL("CREATE VIEW {schema}.{view} WITH (security_barrier) AS {question}"), **named, question=sql.SQL(view.whole_sql))  # type: ignore[arg-type]
    _execute(sql.SQL("GRANT SELECT ON {schema}.{view} TO PUBLIC"), **named)
    _execute(sql.SQL("COMMENT ON VIEW {schema}.{view} IS {says}"), **named, says=sql.Literal(view.says))
    for column, says in view.columns.items():
        placed = {**named, "column": sql.Identifier(column), "says": sql.Literal(says)}
        _execute(sql.SQL("COMMENT ON COLUMN {schema}.{view}.{column} IS {says}"), **placed)


def _make_role(role: str, password: str) -> None:
    """The role in the server; the password goes there hashed, so that no log of statements has it."""
    with connection.cursor() as cursor:
        pgconn = cursor.cursor.connection.pgconn
        hashed = pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    made = sql.SQL("CREATE ROLE {role} LOGIN PASSWORD {password} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT {most}")
    try:
        with transaction.atomic():
            _execute(made, role=sql.Identifier(role), password=sql.Literal(hashed), most=sql.Literal(MOST_CONNECTIONS))
            for name, value in (("default_transaction_read_only", "on"), ("statement_timeout", LONGEST_QUESTION), ("search_path", SCHEMA)):
                _execute(
                    sql.SQL("ALTER ROLE {role} SET {name} TO {value}"),
                    role=sql.Identifier(role),
                    name=sql.Identifier(name),
                    value=sql.Literal(value),
                )
    except DatabaseError as trouble:
        if getattr(trouble.__cause__, "sqlstate", "") == "42501":
            raise CannotMakeLogin("login.not_allowed") from trouble
        raise


def _drop_role(role: str) -> None:
    try:
        with transaction.atomic():
            _execute(sql.SQL("ALTER ROLE {role} NOLOGIN"), role=sql.Identifier(role))
            _sign_out([role])
            _execute(sql.SQL("DROP ROLE {role}"), role=sql.Identifier(role))
    except DatabaseError as trouble:
        if getattr(trouble.__cause__, "sqlstate", "") == "42501":
            raise CannotMakeLogin("login.not_allowed") from trouble
        raise


def _sign_out(roles: list[str], *, from_here_alone: bool = False) -> None:
    """End the sessions of log-ins, as far as the server lets this program; those in the databases beside this one too, if not told."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = ANY(%s) AND pg_has_role(usename, 'USAGE')"
            " AND (NOT %s OR datname = current_database())",
            [roles, from_here_alone],
        )


def _role_exists(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def _execute(statement: sql.SQL, **named: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(schema=sql.Identifier(SCHEMA), **named).as_string())
