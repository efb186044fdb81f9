"""Addresses of one's own account and of the views one keeps."""

from django.urls import path

from abonent.access.views import account, saved_views

app_name = "access"

urlpatterns = [
    path("me/", account.account, name="account"),
    path("views/<int:view_id>/", saved_views.change, name="view"),
    path("views/<int:view_id>/removal/", saved_views.remove, name="view_removal"),
    path("views/<int:view_id>/return/", saved_views.put_back, name="view_return"),
]
