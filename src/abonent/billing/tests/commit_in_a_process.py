"""Commits a billing run in a process of its own, in small chunks, so that a test can kill it: RUN CHUNK_ROWS."""

from __future__ import annotations

import dataclasses
import sys


def main(run_id: int, chunk_rows: int) -> None:
    import django

    django.setup()
    from abonent.runs import registry
    from abonent.runs.models import Run
    from abonent.runs.operations import continue_run

    registry._kinds["billing"] = dataclasses.replace(registry.kind_of("billing"), chunk_rows=chunk_rows)
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    continue_run(run=Run.objects.get(pk=run_id))
    print("done", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
