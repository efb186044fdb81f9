"""`abonent practice make`, `abonent practice status`, `abonent practice remove`."""

from __future__ import annotations

import click

from abonent.kit.command_output import emit, json_option, tell
from abonent.kit.postgres.practice import find_copy
from abonent.practice.operations import MEGABYTE, address, is_being_made, make_copy, throw_away


@click.command()
@json_option
def make() -> None:
    """Make a practice copy of the data as they are now; one that is there is replaced. `abonent up` serves it."""
    tell("Copying. Everybody can go on working meanwhile.")
    make_copy(actor=None)
    found = find_copy(address())
    assert found
    emit({"made_at": found.said["made_at"], "bytes": found.bytes}, text=f"The practice copy is there: {found.bytes // MEGABYTE} MB.")


@click.command()
@json_option
def status() -> None:
    """Say whether there is a practice copy, of when, by whom, and how much room it takes."""
    found, being_made = find_copy(address()), is_being_made()
    told = {"there": found is not None, "being_made": being_made, **(found.said if found else {}), "bytes": found.bytes if found else 0}
    words = f"A practice copy of {found.said['made_at']} by {found.said['by']}, {found.bytes // MEGABYTE} MB." if found else "None."
    emit(told, text=f"{words} One is being made." if being_made else words)


@click.command()
@json_option
def remove() -> None:
    """Throw the practice copy away, with all that was done in it."""
    throw_away(actor=None)
    emit({"removed": True}, text="The practice copy is thrown away.")


COMMANDS: dict[str, list[click.Command]] = {"practice": [make, status, remove]}
