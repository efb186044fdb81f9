"""`abonent views login NAME`, `abonent views end NAME`, `abonent views list`, `abonent views document`, `abonent views put`."""

from __future__ import annotations

from pathlib import Path

import click

from abonent.kit.command_output import emit, json_option
from abonent.organisation.models import LegalEntity
from abonent.reporting.connecting import connection_details
from abonent.reporting.models import ReadingLogin
from abonent.reporting.operations import end_login, make_login, put_views
from abonent.reporting.view_definitions import as_markdown


@click.command()
@click.argument("name")
@click.option("--purpose", required=True, help="Which system reads, and what for.")
@click.option("--company", default="", help="Code of the one company it reads; without it all.")
@click.option("--with-personal-numbers", is_flag=True, help="Let it read personal numbers too.")
@json_option
def login(name: str, purpose: str, company: str, with_personal_numbers: bool) -> None:
    """Make a log-in NAME that reads the views and nothing else. Its password is shown once."""
    entity = LegalEntity.objects.filter(code=company).first()
    if company and entity is None:
        raise click.BadParameter(f"There is no company {company}.", param_hint="--company")
    made = make_login(name=name, purpose=purpose, entity=entity, with_national_ids=with_personal_numbers, actor=None)
    details = connection_details(made)
    emit(details.as_json(), text="\n".join(f"{label}: {value}" for label, value in details.lines()))


@click.command()
@click.argument("name")
@json_option
def end(name: str) -> None:
    """Take the log-in NAME back; it reads nothing any more, at once."""
    found = ReadingLogin.objects.filter(role_name=name).first()
    if found is None:
        raise click.BadParameter(f"There is no log-in {name}.", param_hint="NAME")
    end_login(login=found, actor=None)
    emit({"ended": name}, text=f"{name} is taken back.")


@click.command("list")
@json_option
def listed() -> None:
    """The log-ins that are in force."""
    rows = ReadingLogin.objects.filter(ended_at=None).select_related("entity").order_by("role_name")
    told = [{"name": row.role_name, "company": row.entity.code if row.entity else None, "purpose": row.purpose} for row in rows]
    emit(
        {"logins": told}, text="\n".join(f"{row['name']}  {row['company'] or 'all companies'}  {row['purpose']}" for row in told) or "None."
    )


@click.command()
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; else it is printed.")
def document(to: Path | None) -> None:
    """Write what each view and column says."""
    if to is None:
        click.echo(as_markdown())
    else:
        to.write_text(as_markdown(), "utf-8")


@click.command()
@json_option
def put() -> None:
    """Put the views into the database again, as this version of the program has them."""
    put_views()
    emit({"views": "put"}, text="The views are in place.")


COMMANDS: dict[str, list[click.Command]] = {"views": [login, end, listed, document, put]}
