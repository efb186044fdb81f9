"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Erasing, Holding

HOLDINGS = [
    Holding(
        table="delivery_complaint",
        people=(
            "delivery_complaint.subscription_id IN (SELECT subscription.id FROM subscription WHERE subscription.subscriber_id = "
            "ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))"
        ),
        identity="remark",
        other=(
            "id subscription_id issue_id kind copies gives credit_id redelivered_on place_id delivery_method route_id carrier_id carrier_amount told_by reported_on "
            "reported_by_id reported_at withdrawn_by_id withdrawn_at"
        ),
    ),
    Holding(
        table="complaint_rule",
        other="id entity_id product_id kind gives report_days yearly_credits carrier_amount retired",
        entity="complaint_rule.entity_id",
    ),
]
ERASINGS = [Erasing("service/erase_complaint_remarks")]
