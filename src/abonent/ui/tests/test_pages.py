from django.test import Client

import pytest


@pytest.mark.django_db
def test_gallery(client: Client, settings):
    settings.SHOW_GALLERY = True
    for url in ["/ui/gallery/", "/ui/gallery/list/", "/ui/gallery/form/", "/ui/gallery/list/?part=totals","/ui/gallery/list/?export=csv","/ui/gallery/list/?export=xlsx"]:
        r = client.get(url)
        assert r.status_code == 200, url
