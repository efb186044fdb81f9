"""What the tables of this folder hold of people."""

from django.utils.translation import gettext_lazy as _

from abonent.kit.holdings import Erasing, Holding, Tie

HOLDINGS = [
    Holding(
        table="customer",
        people="customer.id = ANY(%(people)s::bigint[])",
        identity="name list_name given_name family_name organisation_name national_id company_number vat_number einvoice_address",
        other=(
            "id public_id number canonical_id kind language country invoice_channel payment_terms_days credit_limit responsible_id unit_id "
            "branch_id version created_at"
        ),
    ),
    Holding(
        table="external_key",
        people="external_key.customer_id = ANY(%(people)s::bigint[])",
        identity="source key",
        other="id customer_id",
    ),
    Holding(
        table="categorised_customer",
        people="categorised_customer.customer_id = ANY(%(people)s::bigint[])",
        identity="category_id",
        other="id customer_id",
    ),
    Holding(
        table="relationship",
        people="(relationship.customer_id = ANY(%(people)s::bigint[]) OR relationship.other_id = ANY(%(people)s::bigint[]))",
        identity="kind",
        other="id customer_id other_id",
    ),
    Holding(
        table="customer_bank_account",
        people="customer_bank_account.customer_id = ANY(%(people)s::bigint[])",
        identity="scheme number",
        other="id customer_id",
    ),
    Holding(table="customer_category", other="id name retired"),
    Holding(table="branch", other="id name retired"),
    Holding(table="position_type", other="id name retired"),
    Holding(table="own_field", other="id name retired kind of_persons of_organisations ordinal required searchable"),
    Holding(table="own_field_option", other="id name retired field_id"),
    Holding(
        table="own_value",
        people="own_value.customer_id = ANY(%(people)s::bigint[])",
        identity="text number day yes option_id options sorted_as",
        other="id customer_id field_id",
    ),
    Holding(table="required_detail", other="id kind detail"),
    Holding(
        table="consent",
        people="consent.customer_id = ANY(%(people)s::bigint[])",
        identity="channel purpose said source words said_at",
        other="id customer_id noted_by_id",
    ),
    # Registers of refusal come from outside and name nobody; they outlive an erasure, or who refused would be called again.
    Holding(table="refusal_register", other="id name holds as_of contacts imported_at imported_by_id"),
    Holding(table="refused_contact", other="id register_id normalised"),
    Holding(
        table="told_apart",
        people="(told_apart.one_id = ANY(%(people)s::bigint[]) OR told_apart.other_id = ANY(%(people)s::bigint[]))",
        other="id one_id other_id told_at told_by_id",
    ),
    Holding(
        table="duplicate_plan",
        people="(duplicate_plan.kept_id = ANY(%(people)s::bigint[]) OR duplicate_plan.merged_id = ANY(%(people)s::bigint[]))",
        identity="reasons",
        other="run_id ordinal kept_id merged_id score ground",
    ),
    Holding(table="place", other="id country postal_code town street number staircase flat door"),
    Holding(
        table="address",
        people="address.customer_id = ANY(%(people)s::bigint[])",
        identity="place_id care_of kind during temporary",
        other="id customer_id",
    ),
    Holding(
        table="contact_person",
        people="contact_person.customer_id = ANY(%(people)s::bigint[])",
        identity="name given_name family_name position position_type_id language",
        other="id customer_id",
    ),
    Holding(
        table="contact_person_key",
        people=(
            "contact_person_key.contact_person_id IN (SELECT contact_person.id FROM contact_person "
            "WHERE contact_person.customer_id = ANY(%(people)s::bigint[]))"
        ),
        identity="source key",
        other="id contact_person_id",
    ),
    Holding(
        table="contact_point",
        people="contact_point.customer_id = ANY(%(people)s::bigint[])",
        identity="kind value normalised",
        other="id customer_id contact_person_id preferred valid",
    ),
    Holding(
        table="customer_search",
        people="customer_search.customer_id = ANY(%(people)s::bigint[])",
        identity="given_first family_first body",
        other="customer_id has_email has_mobile has_telephone has_address",
    ),
    Holding(
        table="customer_merge",
        people="(customer_merge.kept_id = ANY(%(people)s::bigint[]) OR customer_merge.merged_id = ANY(%(people)s::bigint[]))",
        identity="choices",
        other="id kept_id merged_id merged_at merged_by_id run_id undone_at undone_by_id",
    ),
    Holding(
        table="erasure",
        people="erasure.customer_id = ANY(%(people)s::bigint[])",
        other="id customer_id ground erased_at erased_by_id kept_until",
    ),
    Holding(
        table="erasure_plan",
        people="erasure_plan.customer_id = ANY(%(people)s::bigint[])",
        other="run_id ordinal customer_id what tie country latest_on years lapsed_on hindrance held",
    ),
    Holding(
        table="staged_customer",
        other=(
            "batch_id line key kind given_name family_name organisation_name language language_assumed country "
            "country_assumed national_id company_number vat_number invoice_channel payment_terms_days credit_limit care_of street "
            "number staircase flat postal_code town mobile mobile_normalised phone phone_normalised email email_normalised web "
            "web_normalised types branch responsible einvoice_address iban version edited emptied own faults"
        ),
    ),
    Holding(
        table="staged_consent",
        other="batch_id line key channel purpose said source words said_on faults customer_id consent_id outcome",
    ),
    Holding(
        table="staged_contact_person",
        other=(
            "batch_id line customer_source customer_key key called given_name family_name position_type position language mobile "
            "mobile_normalised phone phone_normalised email email_normalised preferred faults customer_id contact_person_id "
            "position_type_id outcome"
        ),
    ),
    Holding(
        table="staged_customer_match",
        other=(
            "batch_id line customer_id is_new door says_otherwise lives_elsewhere is_reached_otherwise is_sorted_otherwise owns_otherwise "
            "branch_id responsible_id"
        ),
    ),
]

TIES = [
    Tie("record", _("Registered"), "customers/ties_of_records"),
    Tie("consent", _("Latest consent"), "customers/ties_of_consents"),
]

# Run from the last to the first: what points at a row goes before it.
ERASINGS = [
    Erasing("customers/erase_identities"),
    Erasing("customers/erase_staged_rows"),
    Erasing("customers/erase_staged_consents"),
    Erasing("customers/erase_staged_persons"),
    Erasing("customers/erase_categories"),
    Erasing("customers/erase_relationships"),
    Erasing("customers/erase_bank_accounts"),
    Erasing("customers/erase_own_values"),
    Erasing("customers/erase_likeness"),
    Erasing("customers/erase_consents"),
    Erasing("customers/erase_choices"),
    Erasing("customers/erase_external_keys"),
    Erasing("customers/erase_addresses"),
    Erasing("customers/erase_contact_persons"),
    Erasing("customers/erase_contact_points"),
    Erasing("customers/erase_contact_person_keys"),
    Erasing("customers/erase_history_of_customers"),
    Erasing("customers/erase_history_of_addresses"),
    Erasing("customers/erase_history_of_contact_points"),
    Erasing("customers/erase_history_of_contact_persons"),
    Erasing("customers/erase_history_of_categories"),
    Erasing("customers/erase_history_of_bank_accounts"),
    Erasing("customers/erase_history_of_relationships"),
    Erasing("customers/erase_history_of_own_values"),
    Erasing("access/erase_reasons", source="customers/reasons_about_people"),
    Erasing("runs/erase_inverses", source="customers/acts_on_people"),
    Erasing("imports/erase_samples", source="customers/batches_of_people"),
]
