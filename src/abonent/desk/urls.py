"""Addresses of the desk."""

from django.urls import path

from abonent.desk.views import books, customer, home, search, start

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("home/running-subscriptions/", home.running, name="running"),
    path("start/", start.start, name="start"),
    path("search/", search.search, name="search"),
    path("books/", books.books, name="books"),
    path("books/rules/<int:place>/", books.rule, name="books_rule"),
    path("customers/<int:number>/", customer.customer_page, name="customer"),
]
