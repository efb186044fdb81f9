"""Addresses of payment orders and refunds."""

from django.urls import path

from abonent.payment_orders.views import answers, collections, new_refund, of_payers, orders, plan, terms

app_name = "payment_orders"

urlpatterns = [
    path("payment-orders/", orders.payment_orders, name="payment_orders"),
    path("payment-orders/<int:payment_order_id>/", orders.payment_order, name="payment_order"),
    path("payment-orders/<int:payment_order_id>/file/", orders.order_file, name="order_file"),
    path("payment-orders/<int:payment_order_id>/withdrawal/", orders.withdrawal, name="withdraw_payment_order"),
    path("payment-orders/answers/", answers.answers, name="answers"),
    path("payment-orders/terms/<int:entity_id>/", terms.order_terms, name="order_terms"),
    path("refunds/new/", new_refund.new_refund, name="new_refund"),
    path("refunds/new/effect/", new_refund.effect, name="refund_effect"),
    path("refunds/plans/<int:run_id>/", plan.planned_refunds, name="planned_refunds"),
    path("refunds/plans/held/", plan.hold, name="hold_refunds"),
    path("refunds/plans/released/", plan.release, name="release_refunds"),
    path("payment-orders/collecting/<int:entity_id>/", collections.collection_terms, name="collection_terms"),
    path("collections/<int:collection_id>/", collections.collection, name="collection"),
    path("collections/<int:collection_id>/failure/", collections.failure, name="failure"),
    path("collections/plans/<int:run_id>/", collections.planned_collections, name="planned_collections"),
    path("collections/plans/held/", collections.hold, name="hold_collections"),
    path("collections/plans/released/", collections.release, name="release_collections"),
    path("payers/<int:customer_id>/", of_payers.payer_panel, name="payer_panel"),
    path("payers/<int:customer_id>/method/", of_payers.payer_method, name="payer_method"),
    path("payers/<int:customer_id>/mandates/new/", of_payers.new_mandate, name="new_mandate"),
    path("mandates/<int:mandate_id>/ending/", of_payers.end_mandate, name="end_mandate"),
    path("mandates/<int:mandate_id>/approval/", of_payers.approve_mandate, name="approve_mandate"),
    path("mandates/<int:mandate_id>/refusal/", of_payers.refuse_mandate, name="refuse_mandate"),
    path("receivables/<int:receivable_id>/payment-method/", of_payers.item_method, name="item_method"),
]
