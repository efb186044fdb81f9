"""How every command speaks: its result on standard output, everything else on standard error.

A command that can print JSON carries `@json_option` and ends with `emit(result, text=...)`. Exit codes: 0 done, 2 refused
input (any `Refusal`), 1 failure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click
from django.core.serializers.json import DjangoJSONEncoder

_WANTS_JSON = "abonent.wants_json"

DONE, FAILED, REFUSED = 0, 1, 2


def _remember(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    context.meta[_WANTS_JSON] = wanted


json_option = click.option(
    "--json", is_flag=True, expose_value=False, is_eager=True, callback=_remember, help="Print one JSON object and nothing else."
)


def wants_json() -> bool:
    """True if the command that runs was given `--json`."""
    return bool(click.get_current_context().meta.get(_WANTS_JSON))


def emit(result: Mapping[str, Any], *, text: str = "") -> None:
    """Print the result: the object with `--json`, else `text`. Decimals become strings, days and moments ISO 8601."""
    if wants_json():
        click.echo(json.dumps(result, cls=DjangoJSONEncoder, ensure_ascii=False))
    elif text:
        click.echo(text)


def tell(message: object) -> None:
    """A message beside the result: progress, hints, refusals."""
    click.echo(str(message), err=True)
