"""Addresses of the manual."""

from django.urls import path

from abonent.manual.views import reading

app_name = "manual"

urlpatterns = [
    path("manual/", reading.contents, name="contents"),
    path("manual/pdf/", reading.whole_as_pdf, name="whole_pdf"),
    path("manual/<slug:name>/", reading.page, name="page"),
    path("manual/<slug:name>/pdf/", reading.page_as_pdf, name="page_pdf"),
]
