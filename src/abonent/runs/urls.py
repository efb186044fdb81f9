"""Addresses of runs and acts."""

from django.urls import path

from abonent.runs.views import acts, bell, run, run_list, schedules, start

app_name = "runs"

urlpatterns = [
    path("runs/", run_list.run_list, name="list"),
    path("runs/bell/", bell.bell, name="bell"),
    path("runs/standstill/end/", run_list.let_go_on, name="end_standstill"),
    path("runs/new/", start.start, name="new"),
    path("runs/schedules/", schedules.schedules, name="schedules"),
    path("runs/schedules/new/", schedules.new_schedule, name="new_schedule"),
    path("runs/schedules/<int:schedule_id>/", schedules.edit_schedule, name="schedule"),
    path("runs/<int:run_id>/", run.run_page, name="run"),
    path("runs/<int:run_id>/progress/", run.progress, name="progress"),
    path("runs/<int:run_id>/parked/", run.parked, name="parked"),
    path("runs/<int:run_id>/parked/retrial/", run.retry, name="retry_parked"),
    path("runs/<int:run_id>/approval/", run.approve, name="approve"),
    path("runs/<int:run_id>/cancellation/", run.cancel, name="cancel"),
    path("runs/<int:run_id>/resumption/", run.resume, name="resume"),
    path("acts/<int:act_id>/undoing/", acts.undo, name="undo"),
]
