"""Addresses of subscriptions and of renewal plans."""

from django.urls import path

from abonent.subscriptions.views import (
    cancellation,
    move,
    new,
    panel,
    pause,
    pause_rules,
    promises,
    redirect,
    reference,
    renewals,
    subscription,
    subscription_list,
    term,
)

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
    path("subscriptions/<int:number>/pause/", pause.pause, name="pause"),
    path("subscriptions/pauses/<int:pause_id>/", pause.pause_change, name="pause_change"),
    path("subscriptions/pauses/<int:pause_id>/withdrawal/", pause.pause_withdrawal, name="pause_withdrawal"),
    path("subscriptions/pauses/<int:pause_id>/receipt/", pause.pause_receipt, name="pause_receipt"),
    path("subscriptions/<int:number>/redirect/", redirect.redirection, name="redirect"),
    path("subscriptions/redirects/<int:redirect_id>/", redirect.redirect_change, name="redirect_change"),
    path("subscriptions/redirects/<int:redirect_id>/withdrawal/", redirect.redirect_withdrawal, name="redirect_withdrawal"),
    path("subscriptions/redirects/<int:redirect_id>/receipt/", redirect.redirect_receipt, name="redirect_receipt"),
    path("subscriptions/of-customer/<int:customer_id>/move/", move.move, name="move"),
    path("subscriptions/moves/<int:act_id>/receipt/", move.move_receipt, name="move_receipt"),
    path("subscriptions/promises/", promises.promises, name="promises"),
    path("subscriptions/promises/check/", promises.promise_check, name="promise_check"),
    path("subscriptions/promises/<int:broken_id>/settlement/", promises.promise_settlement, name="promise_settlement"),
    path("subscriptions/pause-rules/", pause_rules.pause_rules, name="pause_rules"),
    path("subscriptions/pause-rules/new/", pause_rules.new_pause_rule, name="new_pause_rule"),
    path("subscriptions/pause-rules/<int:rule_id>/end/", pause_rules.pause_rule_end, name="pause_rule_end"),
    path("subscriptions/terms/<int:term_id>/why/", term.why_term, name="why_term"),
    path("subscriptions/of-customer/<int:customer_id>/", panel.panel, name="panel"),
    path("renewals/<int:run_id>/", renewals.renewal_plan, name="renewal_plan"),
    path("renewals/<int:run_id>/rows/<int:ordinal>/why/", renewals.why_planned, name="why_planned"),
    path("renewals/held/", renewals.hold, name="hold"),
    path("renewals/released/", renewals.release, name="release"),
]
