"""Starts the child process that reads a file, and turns what comes of it into rows or a refusal."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import UnsupportedOperation
from shutil import copyfileobj
from typing import IO, Any

from abonent.imports.reading.limits import Limits
from abonent.imports.refusals import CannotImport
from abonent.kit.files import open_stored
from abonent.kit.models import StoredFile

_CHUNK = 2**18
_REFUSED = 3
LIMITS = Limits()


def look_into(file: StoredFile) -> dict[str, Any]:
    """The layout of a file, its headers and first rows."""
    with _child(file, {"task": "look"}) as child:
        return _said(child, file)


def copy_rows(file: StoredFile, job: dict[str, Any], copy: Any) -> dict[str, Any]:
    """Let the rows of a file stream into an open COPY; returns what the reader says of them. A refusal ends the COPY without a row."""
    with _child(file, {"task": "stage", **job}) as child:
        assert child.stdout is not None
        while chunk := child.stdout.read(_CHUNK):
            copy.write(chunk)
        return _said(child, file)


def cells_of_rows(file: StoredFile, layout: dict[str, Any], lines: Sequence[int]) -> list[tuple[int, list[str]]]:
    """The cells of some rows as the file has them."""
    with _child(file, {"task": "cells", "layout": layout, "lines": list(lines)}) as child:
        assert child.stdout is not None
        rows = [json.loads(line) for line in child.stdout]
        _said(child, file)
        return [(number, cells) for number, cells in rows]


def write_faulty_rows(file: StoredFile, job: dict[str, Any], reasons: Iterable[dict[str, Any]], into: IO[bytes]) -> None:
    """Write the rows that `reasons` names, in their order, with their reasons behind them, as CSV."""
    with _child(file, {"task": "faults", **job}, stdout=into) as child:
        assert child.stdin is not None
        # A reader that has refused the file listens no more; what it refused is said below.
        with suppress(BrokenPipeError):
            for line in reasons:
                child.stdin.write(json.dumps(line).encode() + b"\n")
        _said(child, file)


@contextmanager
def _child(file: StoredFile, job: dict[str, Any], *, stdout: Any = subprocess.PIPE) -> Iterator[subprocess.Popen[bytes]]:
    with _with_descriptor(file) as stream:
        command = [sys.executable, "-m", "abonent.imports.reading"]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=stdout, stderr=subprocess.PIPE, pass_fds=[stream.fileno()])
        try:
            assert child.stdin is not None
            child.stdin.write(json.dumps({**job, "file": stream.fileno()}).encode() + b"\n")
            child.stdin.flush()
            yield child
        finally:
            child.kill()
            child.wait()


@contextmanager
def _with_descriptor(file: StoredFile) -> Iterator[IO[bytes]]:
    """The file open for the child: as it lies there, or fetched first where the storage is elsewhere."""
    with open_stored(file) as stored:
        try:
            stored.fileno()
        except (UnsupportedOperation, AttributeError):
            with tempfile.TemporaryFile() as local:
                copyfileobj(stored, local)
                local.seek(0)
                yield local
        else:
            yield stored


def _said(child: subprocess.Popen[bytes], file: StoredFile) -> dict[str, Any]:
    """What the child said at its end; refuses what it refused, and what stopped it."""
    _out, error = child.communicate()
    if child.returncode == 0:
        return dict(json.loads(error.splitlines()[-1]))
    if child.returncode == _REFUSED:
        trouble = json.loads(error.splitlines()[-1])
        raise CannotImport(trouble["code"], file=file.name, **trouble["parameters"])
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise CannotImport("file.takes_too_long", file=file.name)
    if child.returncode == -signal.SIGABRT:
        raise CannotImport("file.needs_too_much_memory", file=file.name, most=LIMITS.memory_mb)
    raise RuntimeError(f"the reader of {file.name} ended with {child.returncode}: {error.decode(errors='replace')[-2000:]}")
