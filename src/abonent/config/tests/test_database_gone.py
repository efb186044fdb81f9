"""A reader who comes while the database is away is told so, and not that the product is broken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ASK_FOR_A_PAGE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "abonent.config.settings"
django.setup()
from django.test import Client
reader = Client(raise_request_exception=False)
reader.cookies["sessionid"] = "somebody-who-is-logged-in"
page = reader.get("/")
print(page.status_code, page.headers["Retry-After"], "what was saved is safe" in page.content.decode())
"""


def test_a_page_without_a_database_says_that_what_was_saved_is_safe(tmp_path: Path):
    nowhere = {"DATABASE_URL": f"postgresql:///abonent?host={tmp_path}", "ABONENT_HOME": str(tmp_path)}
    answer = subprocess.run([sys.executable, "-c", ASK_FOR_A_PAGE], env={**os.environ, **nowhere}, capture_output=True, text=True)
    assert answer.stdout.split() == ["503", "5", "True"], answer.stderr
