"""For tests of runs: processes that are killed in the middle of one, and others that go on with it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

from django.db import connection

from abonent.runs.models import Run, RunStep

# What a worker's job does, in a process of its own, with chunks small enough to be killed between and within.
WORKER = """
import sys
from dataclasses import replace
import django
django.setup()
from abonent.runs import registry
from abonent.runs.models import Run
from abonent.runs.operations import continue_run
run = Run.objects.get(pk=int(sys.argv[1]))
registry._kinds[run.kind] = replace(registry.kind_of(run.kind), chunk_rows=int(sys.argv[2]))
print("begins", flush=True)
continue_run(run=run)
"""


def go_on_with_kills(run: Run, *, kills: int, seed: int, chunk_rows: int) -> int:
    """Let processes go on with the run, each killed at a random moment; when the kills are spent, one to the end.

    Returns how many were killed while the run was not finished. Needs a test whose rows other processes see.
    """
    chance = random.Random(seed)
    killed = 0
    for _attempt in range(kills):
        worker = _worker(run, chunk_rows)
        _wait_for_lines(run, worker, chance.randint(0, 2))
        time.sleep(chance.random() * 0.02)
        worker.kill()
        killed += worker.wait() != 0
    assert _worker(run, chunk_rows).wait(timeout=120) == 0
    run.refresh_from_db()
    return killed


def _wait_for_lines(run: Run, worker: subprocess.Popen[str], more: int) -> None:
    """Until the worker has begun and left so many lines, or has ended."""
    before = RunStep.objects.filter(run=run).count()
    assert worker.stdout is not None
    worker.stdout.readline()
    while worker.poll() is None and RunStep.objects.filter(run=run).count() < before + more:
        time.sleep(0.001)


def _worker(run: Run, chunk_rows: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(run.pk), str(chunk_rows)],
        env={**os.environ, "DATABASE_URL": database_url_of_test(), "DJANGO_SETTINGS_MODULE": "abonent.config.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def database_url_of_test() -> str:
    """The address of the database that the test works on, for other processes."""
    settings = connection.settings_dict
    port = f"&port={settings['PORT']}" if settings["PORT"] else ""
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    return f"postgresql://{settings['USER']}{password}@/{settings['NAME']}?host={settings['HOST']}{port}"
