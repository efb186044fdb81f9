"""Addresses of products, price lists and VAT rates."""

from django.urls import path

from abonent.catalog.views import (
    case,
    comparison,
    customer_product_list,
    customer_products,
    drafts,
    price_lists,
    product_edit,
    product_statuses,
    products,
    promotions,
    tax_rates,
    version,
)

app_name = "catalog"

urlpatterns = [
    path("products/", products.product_list, name="products"),
    path("products/new/", product_edit.new, name="new_product"),
    path("products/<int:product_id>/", products.product_page, name="product"),
    path("products/<int:product_id>/description/", product_edit.description, name="change_product"),
    path("products/<int:product_id>/withdrawal/", product_edit.withdrawal, name="withdraw_product"),
    path("products/<int:product_id>/offering/", product_edit.offering, name="offer_product"),
    path("products/price-lists/", price_lists.price_lists, name="price_lists"),
    path("products/price-lists/new/", price_lists.new, name="new_price_list"),
    path("products/price-lists/<int:price_list_id>/", price_lists.price_list_page, name="price_list"),
    path("products/price-lists/<int:price_list_id>/case/", case.case, name="case"),
    path("products/price-lists/<int:price_list_id>/versions/new/", drafts.new_version, name="new_version"),
    path("products/price-lists/versions/<int:version_id>/", version.version_page, name="version"),
    path("products/price-lists/versions/<int:version_id>/comparison/", comparison.comparison, name="comparison"),
    path("products/price-lists/versions/<int:version_id>/prices/new/", drafts.new_price, name="new_price"),
    path("products/price-lists/versions/<int:version_id>/approval/", drafts.approval, name="approve_version"),
    path("products/price-lists/versions/<int:version_id>/disposal/", drafts.disposal, name="discard_draft"),
    path("products/price-lists/prices/<int:price_id>/removal/", drafts.removal, name="remove_price"),
    path("products/promotions/", promotions.promotions, name="promotions"),
    path("products/promotions/new/", promotions.new, name="new_promotion"),
    path("products/promotions/<int:promotion_id>/", promotions.promotion_page, name="promotion"),
    path("products/promotions/<int:promotion_id>/removal/", promotions.removal, name="remove_promotion"),
    path("products/statuses/", product_statuses.statuses, name="product_statuses"),
    path("products/statuses/usual/", product_statuses.usual, name="usual_product_statuses"),
    path("products/statuses/new/", product_statuses.new, name="new_product_status"),
    path("products/statuses/<int:status_id>/", product_statuses.edit, name="edit_product_status"),
    path("customer-products/", customer_product_list.customer_product_list, name="customer_products"),
    path("customer-products/statuses/", customer_product_list.change_many, name="bulk_customer_products"),
    path("customer-products/customers/", customer_product_list.note_many, name="bulk_customers"),
    path("customers/panels/products/<int:customer_id>/", customer_products.panel, name="customer_products_panel"),
    path("customers/<int:number>/products/", customer_products.note, name="note_product"),
    path("customers/<int:number>/products/new/", customer_products.new, name="new_customer_product"),
    path("customers/<int:number>/products/<int:product_id>/", customer_products.edit, name="customer_product"),
    path("customers/<int:number>/products/<int:product_id>/removal/", customer_products.remove, name="remove_customer_product"),
    path("products/vat/", tax_rates.tax_rates, name="tax_rates"),
]
