"""E-invoices: Peppol BIS Billing 3, Finvoice 3.0, KSeF FA(3) and the report to NAV, each written from one document of EN 16931.

What is always true here: nothing is sent that the official schema and rules, and our own checks, do not pass; the rules are other
people's and lie in the installation's folder of rules, never in the program (`abonent rules add`); where they are missing the
document waits and says so. `docs/formats/einvoices.md` has what each term of the norm becomes in each format.
"""
