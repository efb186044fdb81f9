"""A document a line comes in on standard input as JSON, what is wrong with it goes out as a line; the rules are compiled once."""

from __future__ import annotations

import json
import resource
import signal
import sys
from typing import Any

from abonent.connectors.einvoices.checking.rules import checker_of

SECONDS_A_DOCUMENT = 30


def main() -> None:
    """Answer line by line until standard input ends. A document that takes too long ends the process."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    checkers: dict[str, Any] = {}
    for line in sys.stdin.buffer:
        job = json.loads(line)
        key = json.dumps(job["rules"])
        signal.alarm(SECONDS_A_DOCUMENT)
        if key not in checkers:
            checkers[key] = [checker_of(**rules) for rules in job["rules"]]
        document = job["document"].encode()
        found = next((found for check in checkers[key] if (found := check(document))), [])
        signal.alarm(0)
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


main()
