"""Addresses of imports."""

from django.urls import path

from abonent.imports.views import batches, conflicts, listing, mending, sources

app_name = "imports"

urlpatterns = [
    path("imports/", listing.batch_list, name="list"),
    path("imports/new/<slug:kind>/", batches.new, name="new"),
    path("imports/sources/", sources.sources, name="sources"),
    path("imports/sources/new/", sources.new, name="new_source"),
    path("imports/sources/<int:source_id>/", sources.edit, name="source"),
    path("imports/sources/<int:source_id>/loading/", sources.load, name="load"),
    path("imports/<int:batch_id>/", batches.batch, name="batch"),
    path("imports/<int:batch_id>/standing/", batches.standing, name="standing"),
    path("imports/<int:batch_id>/check/", batches.check, name="check"),
    path("imports/<int:batch_id>/rows/<int:line>/", mending.mend, name="mend"),
    path("imports/<int:batch_id>/conflicts/<int:conflict_id>/", conflicts.settle, name="settle"),
    path("imports/<int:batch_id>/conflicts/", conflicts.settle_all, name="settle_all"),
    path("imports/<int:batch_id>/commitment/", batches.commit, name="commit"),
    path("imports/<int:batch_id>/undoing/", batches.undo, name="undo"),
    path("imports/<int:batch_id>/leaving/", batches.leave, name="leave"),
    path("imports/<int:batch_id>/error-file/", batches.error_file, name="error_file"),
]
