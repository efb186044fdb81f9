from django.urls import path

from abonent.distribution.views import depots, doors, draws, outlets, panel, recut, routes, stretches

app_name = "distribution"
urlpatterns = [
    path("routes/", routes.routes, name="routes"),
    path("routes/new/", routes.new, name="new_route"),
    path("routes/without/", doors.without_route, name="without_route"),
    path("routes/without/door/", doors.give_door, name="give_door"),
    path("routes/door/", doors.which_route, name="which_route"),
    path("routes/<int:route_id>/", routes.route_page, name="route"),
    path("routes/<int:route_id>/change/", routes.change, name="change_route"),
    path("routes/<int:route_id>/carrier/", routes.walker, name="walker"),
    path("routes/<int:route_id>/doors/", stretches.new, name="new_stretch"),
    path("stretches/<int:stretch_id>/change/", stretches.change, name="change_stretch"),
    path("stretches/<int:stretch_id>/recut/", recut.recut_stretch, name="recut"),
    path("stretches/<int:stretch_id>/end/", stretches.end, name="end_stretch"),
    path("stretches/<int:stretch_id>/earlier/", stretches.earlier, name="earlier_stretch"),
    path("stretches/<int:stretch_id>/later/", stretches.later, name="later_stretch"),
    path("customers/<int:customer_id>/route/", panel.panel, name="panel"),
    path("carriers/", depots.carriers, name="carriers"),
    path("carriers/new/", depots.new_carrier, name="new_carrier"),
    path("carriers/<int:carrier_id>/", depots.carrier, name="change_carrier"),
    path("depots/", depots.depots, name="depots"),
    path("depots/new/", depots.new_depot, name="new_depot"),
    path("depots/<int:depot_id>/", depots.depot, name="change_depot"),
    path("outlets/", outlets.outlets, name="outlets"),
    path("outlets/new/", outlets.new, name="new_outlet"),
    path("outlets/<int:outlet_id>/", outlets.outlet_page, name="outlet"),
    path("outlets/<int:outlet_id>/change/", outlets.change, name="change_outlet"),
    path("outlets/<int:outlet_id>/draw/", draws.draw, name="draw"),
    path("outlets/<int:outlet_id>/draw/<int:product_id>/", draws.issues, name="draw_issues"),
    path("outlets/<int:outlet_id>/returns/<int:product_id>/", draws.returns, name="draw_returns"),
]
