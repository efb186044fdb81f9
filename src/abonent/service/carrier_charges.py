"""What carriers are charged for complaints, to be taken off their pay."""

CARRIER_CHARGES = ["service/charged_to_carriers"]
