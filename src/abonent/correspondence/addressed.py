"""Words in addresses that name something said to a customer."""

from abonent.correspondence.models import Interaction
from abonent.customers.visibility import Addressed

ADDRESSED = [Addressed("interaction_id", Interaction, folder="correspondence")]
