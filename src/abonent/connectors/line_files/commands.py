"""`abonent bank survey FOLDER`."""

from __future__ import annotations

from pathlib import Path

import click

from abonent.connectors.line_files.survey import table


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def survey(folder: Path) -> None:
    """Print how every sample bank file below a folder is taken, by folders named like formats (mt940, bgmax, ktl, tito, ocr-no)."""
    click.echo(table(folder), nl=False)


COMMANDS: dict[str, list[click.Command]] = {"bank": [survey]}
