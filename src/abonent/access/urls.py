"""Addresses of one's own account and of the views one keeps, of staff, and of what roles may do."""

from django.urls import path

from abonent.access.views import account, changes, list_files, passwords, roles, saved_views, staff, viewing

app_name = "access"

urlpatterns = [
    path("me/", account.account, name="account"),
    path("me/files/", list_files.list_files, name="files"),
    path("me/files/<int:export_id>/", list_files.fetch, name="file"),
    path("views/<int:view_id>/", saved_views.change, name="view"),
    path("views/<int:view_id>/removal/", saved_views.remove, name="view_removal"),
    path("views/<int:view_id>/return/", saved_views.put_back, name="view_return"),
    path("password/<str:place>/<str:token>/", passwords.choose, name="choose_password"),
    path("staff/", staff.staff_list, name="staff"),
    path("staff/new/", staff.new, name="new_staff"),
    path("staff/<int:staff_id>/", staff.member, name="staff_member"),
    path("staff/<int:staff_id>/log-in/", staff.change, name="change_staff"),
    path("staff/<int:staff_id>/leaving/", staff.leaving, name="leaving"),
    path("staff/<int:staff_id>/return/", staff.returning, name="returning"),
    path("staff/<int:staff_id>/link/", staff.link, name="password_link"),
    path("staff/<int:staff_id>/second-factor/", staff.second_factor, name="second_factor"),
    path("staff/<int:staff_id>/view/", viewing.as_colleague, name="view_as_colleague"),
    path("staff/changes/<int:change_id>/undoing/", changes.undo, name="undo_change"),
    path("roles/", roles.sheet, name="roles"),
    path("roles/<slug:code>/", roles.role_page, name="role"),
    path("roles/<slug:code>/duties/", roles.duties, name="duties"),
    path("roles/<slug:code>/as-delivered/", roles.as_delivered, name="role_as_delivered"),
    path("roles/<slug:code>/copy/", roles.copy, name="copy_role"),
    path("roles/<slug:code>/view/", viewing.as_role, name="view_as_role"),
    path("viewing/end/", viewing.end, name="end_viewing"),
    path("roles/<slug:code>/removal/", roles.removal, name="remove_role"),
]
