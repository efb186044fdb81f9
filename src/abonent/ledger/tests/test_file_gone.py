"""A file that is told of in the database and lies nowhere: whoever asks for it is told which, and what can be done."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.kit import files
from abonent.ledger.models import BankFile
from abonent.ledger.testing import Line, an_entity, bring

pytestmark = pytest.mark.django_db


def test_a_bank_file_whose_content_is_gone_is_named():
    norrvik = an_entity()
    install_ready_roles()
    eva = take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[norrvik])
    bring(Line("100.00"))
    kept = BankFile.objects.get()
    desk = Client(raise_request_exception=False)
    desk.force_login(eva)
    address = reverse("ledger:raw_file", args=[kept.pk])
    assert b"".join(desk.get(address).streaming_content) == files.read_stored(kept.stored_file)

    default_storage.delete(kept.stored_file.key)
    answer = desk.get(address)
    assert (answer.status_code, "lines.txt was kept" in answer.content.decode()) == (500, True)
    with pytest.raises(files.FileGone, match=r"lines\.txt"):
        files.read_stored(kept.stored_file)
