"""Addresses of subscriptions and of renewal plans."""

from django.urls import path

from abonent.subscriptions.views import cancellation, new, panel, reference, renewals, subscription, subscription_list, term

app_name = "subscriptions"

urlpatterns = [
    path("subscriptions/", subscription_list.subscription_list, name="list"),
    path("subscriptions/new/", new.new, name="new"),
    path("subscriptions/new/effect/", new.effect, name="effect"),
    path("subscriptions/new/<slug:field>/", new.customer_choice, name="customer_choice"),
    path("subscriptions/<int:number>/", subscription.subscription_page, name="subscription"),
    path("subscriptions/<int:number>/week/", subscription.week, name="week"),
    path("subscriptions/<int:number>/reference/", reference.reference, name="reference"),
    path("subscriptions/<int:number>/cancellation/", cancellation.cancellation, name="cancellation"),
    path("subscriptions/<int:number>/cancellation/withdrawal/", cancellation.withdrawal, name="withdrawal"),
    path("subscriptions/terms/<int:term_id>/why/", term.why_term, name="why_term"),
    path("subscriptions/of-customer/<int:customer_id>/", panel.panel, name="panel"),
    path("renewals/<int:run_id>/", renewals.renewal_plan, name="renewal_plan"),
    path("renewals/<int:run_id>/rows/<int:ordinal>/why/", renewals.why_planned, name="why_planned"),
    path("renewals/held/", renewals.hold, name="hold"),
    path("renewals/released/", renewals.release, name="release"),
]
