"""Checks documents of any format: our own checks first, then the official ones in a child process that compiles each rule set once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from lxml import etree

from abonent.billing.rules.einvoice import EInvoice
from abonent.connectors.einvoices.findings import Finding
from abonent.connectors.einvoices.formats.known import Check, Format
from abonent.connectors.einvoices.own_checks import own_findings
from abonent.connectors.einvoices.rule_sets import Pack, RuleSet, pack_of, packs


class CheckerEnded(RuntimeError):
    """The child process ended in the middle of a document: it took too long or too much, or the rules broke it."""


class RulesMissing(LookupError):
    """A rule set that a format needs has not been added to this installation."""

    def __init__(self, missing: Sequence[RuleSet]) -> None:
        super().__init__(", ".join(each.label for each in missing))
        self.missing = tuple(missing)


class Checker:
    """Use it as a context: the child is started with the first document and ended with the block."""

    def __init__(self) -> None:
        self.packs: list[Pack] = packs()
        self.files: dict[Check, dict[str, str]] = {}
        self.child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, *_error: object) -> None:
        self._end()

    def check(self, written_as: Format, document: EInvoice, content: bytes) -> list[Finding]:
        """What is wrong with a document as it was written; nothing if it may be sent. Raises RulesMissing, CheckerEnded."""
        self.demand_rules(written_as)
        return own_findings(document) or self.official_findings(written_as, document, content)

    def demand_rules(self, written_as: Format) -> None:
        """Raises RulesMissing unless all that the format is checked by is there."""
        if missing := [each for each in written_as.rule_sets if pack_of(each, self.packs) is None]:
            raise RulesMissing(missing)

    def official_findings(self, written_as: Format, document: EInvoice, content: bytes) -> list[Finding]:
        """What the schema says; what the rules say where it is content; and what we know the format's rules to be blind for."""
        job = {"rules": [self._file(check) for check in written_as.checks(document)], "document": content.decode()}
        official = [Finding(**found) for found in self._ask(job)]
        return official or list(written_as.blind_spots(etree.fromstring(content)))

    def _file(self, check: Check) -> dict[str, str]:
        """Where the file of a check lies; looked for once."""
        if check not in self.files:
            pack = pack_of(check.rule_set, self.packs)
            file = pack and pack.file(check.file)
            if not pack or not file:
                raise RulesMissing([check.rule_set])  # taken away since the checker began
            self.files[check] = {"kind": check.kind, "file": str(file), "folder": pack.folder}
        return self.files[check]

    def _ask(self, job: dict[str, Any]) -> list[dict[str, Any]]:
        child = self.child or self._start()
        assert child.stdin and child.stdout
        try:
            child.stdin.write(json.dumps(job).encode() + b"\n")
            child.stdin.flush()
            answer = child.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            code = self._end()
            raise CheckerEnded(f"the checker ended with {code}")
        return json.loads(answer)

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "abonent.connectors.einvoices.checking"]
        self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self.child

    def _end(self) -> int | None:
        child, self.child = self.child, None
        if child is None:
            return None
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream:
                stream.close()
        return child.returncode
