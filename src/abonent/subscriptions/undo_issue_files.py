"""How acts about the files of issues are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.runs.inverses import Inverse, of_a_company
from abonent.subscriptions.models import IssueFile
from abonent.subscriptions.operations.issue_files import put_issue_file_back


def file_as_before(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """The issue is read as the file before, or not at all."""
    files = IssueFile.objects.select_related("issue").in_bulk([key for key in (arguments["file"], arguments["former"]) if key])
    put_issue_file_back(file=files[arguments["file"]], former=files.get(arguments["former"]), actor=actor)


OF_ISSUE_FILES = [
    Inverse(
        "put_issue_file_back",
        _("Let the former file be read"),
        file_as_before,
        "editions.change",
        of_a_company(IssueFile, "file", "issue__edition__title__entity"),
    ),
]
