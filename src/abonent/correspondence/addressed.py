"""Words in addresses that name something said to a customer."""

from abonent.correspondence.models import Interaction, OutgoingMessage
from abonent.customers.visibility import Addressed

ADDRESSED = [
    Addressed("interaction_id", Interaction, folder="correspondence"),
    Addressed("outgoing_message_id", OutgoingMessage, folder="correspondence"),
]
