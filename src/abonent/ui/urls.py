"""Addresses of the frame itself."""

from django.urls import path

from abonent.ui import appearance, language, open_records
from abonent.ui.views import app, gallery

app_name = "ui"

urlpatterns = [
    path("app.webmanifest", app.manifest, name="manifest"),
    path("ui/appearance/", appearance.choose, name="appearance"),
    path("ui/language/", language.choose, name="language"),
    path("ui/open-record-closing/", open_records.close, name="close_record"),
    path("ui/gallery/", gallery.components, name="gallery"),
    path("ui/gallery/list/", gallery.example_list, name="gallery_list"),
    path("ui/gallery/form/", gallery.example_form, name="gallery_form"),
    path("ui/gallery/why/", gallery.why, name="gallery_why"),
    path("ui/gallery/progress/", gallery.progress, name="gallery_progress"),
]
