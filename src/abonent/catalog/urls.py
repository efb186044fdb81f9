"""Addresses of products, price lists and VAT rates."""

from django.urls import path

from abonent.catalog.views import case, comparison, drafts, price_lists, product_edit, products, tax_rates, version

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
    path("products/vat/", tax_rates.tax_rates, name="tax_rates"),
]
