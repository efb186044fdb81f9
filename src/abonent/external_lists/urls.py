"""Addresses of lists from outside."""

from django.urls import path

from abonent.external_lists.views import files, lists, rows

app_name = "external_lists"

urlpatterns = [
    path("lists/", lists.lists, name="lists"),
    path("lists/new/", lists.new, name="new"),
    path("lists/<int:list_id>/", rows.row_list, name="list"),
    path("lists/<int:list_id>/columns/", lists.columns, name="columns"),
    path("lists/<int:list_id>/description/", lists.describe, name="describe"),
    path("lists/<int:list_id>/end/", lists.end, name="end"),
    path("lists/<int:list_id>/next/", rows.following, name="next"),
    path("lists/<int:list_id>/rows/<int:row_id>/", rows.row, name="row"),
    path("lists/<int:list_id>/rows/<int:row_id>/registration/", rows.register, name="register"),
    path("lists/<int:list_id>/file/", files.download, name="download"),
    path("lists/<int:list_id>/reading/", files.read, name="read"),
    path("lists/<int:list_id>/writing/", files.write, name="write"),
    path("lists/<int:list_id>/versions/", files.versions, name="versions"),
    path("lists/<int:list_id>/versions/<int:version_id>/", files.version, name="version"),
    path("lists/<int:list_id>/versions/<int:version_id>/putting-back/", files.put_version_back, name="put_back"),
]
