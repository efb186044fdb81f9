"""What the tables of this folder hold of people: a sole trader's company is he himself."""

from abonent.kit.holdings import Erasing, Holding

HOLDINGS = [
    Holding(table="register_switch", other="register switched_on_by_id switched_on_at"),
    Holding(
        table="register_check",
        people="""EXISTS (
            SELECT 1
            FROM customer
            WHERE customer.id = ANY(%(people)s::bigint[])
              AND (
                  (customer.vat_number <> '' AND customer.vat_number = register_check.vat_number)
                  OR (customer.company_number <> '' AND replace(customer.company_number, '-', '') = replace(register_check.company_number, '-', ''))
              )
        )""",
        identity="name street_line postal_code town company_number vat_number bank_accounts",
        other="id register is_found is_valid request_id asked_at asked_by_id",
    ),
]
ERASINGS = [Erasing("connectors.registers/erase_checks")]
