"""Addresses of public registers."""

from django.urls import path

from abonent.connectors.registers import views

app_name = "registers"

urlpatterns = [
    path("registers/", views.registers, name="registers"),
    path("registers/switches/<slug:register>/", views.switch, name="switch"),
    path("registers/beside-new-customer/", views.beside_new, name="beside_new"),
    path("registers/answers/", views.answers, name="answers"),
    path("registers/panels/<int:customer_id>/", views.panel, name="panel"),
    path("registers/of-customer/<int:customer_id>/", views.check, name="check"),
    path("registers/of-customer/<int:customer_id>/<int:check_id>/taking-over/", views.take, name="take_over"),
]
