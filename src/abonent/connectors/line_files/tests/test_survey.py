"""`abonent bank survey`."""

from __future__ import annotations

from click.testing import CliRunner

from abonent.connectors.line_files.commands import survey
from abonent.connectors.line_files.tests.fixtures import own_files


def test_the_survey_has_a_row_for_each_file_read_or_refused(tmp_path):
    [deposit] = own_files("bgmax")
    folder = tmp_path / "bgmax"
    folder.mkdir()
    (folder / "deposit.txt").write_bytes(deposit.read_bytes())
    (folder / "short.txt").write_bytes(deposit.read_bytes()[:200])

    rows = CliRunner().invoke(survey, [str(tmp_path)]).output.splitlines()[2:]

    assert rows[0] == "| bgmax/deposit.txt | 1 | 1 | 3 | 1648.00 | 0.00 |  |"
    assert rows[1].startswith("| bgmax/short.txt | | | | | | **refused**: ")
