from django.urls import path

from abonent.stock.views import items, movements, stocktakes

app_name = "stock"
urlpatterns = [
    path("stock/", items.items, name="items"),
    path("stock/new/", items.new, name="new_item"),
    path("stock/movements/", movements.movements, name="movements"),
    path("stock/movements/<int:movement_id>/reversal/", movements.reversal, name="reverse_movement"),
    path("stock/counts/", stocktakes.stocktakes, name="stocktakes"),
    path("stock/counts/new/", stocktakes.count, name="count"),
    path("stock/counts/<int:stocktake_id>/", stocktakes.stocktake_page, name="stocktake"),
    path("stock/counts/<int:stocktake_id>/withdrawal/", stocktakes.withdrawal, name="withdraw_stocktake"),
    path("stock/<int:item_id>/", items.item_page, name="item"),
    path("stock/<int:item_id>/change/", items.change, name="change_item"),
    path("stock/<int:item_id>/receipt/", movements.receipt, name="receipt"),
    path("stock/<int:item_id>/write-off/", movements.write_off, name="write_off"),
]
