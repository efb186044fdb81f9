"""What each screen of products and prices is for."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.help import ScreenHelp

HELP = [
    ScreenHelp(
        "catalog:products",
        text=_("What you sell, with its price today."),
        example=_("Press n to add a product."),
        page="products",
    ),
    ScreenHelp(
        "catalog:new_product",
        text=_("A product and the components that are delivered. Each has its own VAT."),
        example=_("Paper and digital with the shares 80 and 20."),
        page="products",
    ),
    ScreenHelp(
        "catalog:product",
        text=_("One product: components, prices in force and to come, who has it."),
        example=_("Click on Running to see who has it."),
        page="products",
    ),
    ScreenHelp(
        "catalog:change_product",
        text=_("Change names, components and days. What was sold stays as it was."),
        example=_("New shares from 1 jan."),
        page="products",
    ),
    ScreenHelp(
        "catalog:price_lists",
        text=_("Lists of prices. Each has versions that hold from a day."),
        example=_("Open Standard prices and press n for next year's."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:new_price_list",
        text=_("A new list, in one currency, with or without VAT in its prices."),
        example=_("Prices for agents, without VAT."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:price_list",
        text=_("The versions of one list: former, in force, to come."),
        example=_("Press t to see what a customer would pay, and why."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:case",
        text=_("What a customer would pay on a day, step by step."),
        example=_("A year from 1 jan, for one customer."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:new_version",
        text=_("A draft that begins with the present prices."),
        example=_("Holds from 1 jan."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:version",
        text=_("All prices of one version, with what they were before."),
        example=_("Filter one product and look at the column Change."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:comparison",
        text=_("Old and new prices beside each other."),
        example=_("Sort by Change to see the largest first."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:approve_version",
        text=_("Approve a draft. From its day on it is the price."),
        example=_("Read the day once more before you press the button."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:discard_draft",
        text=_("Throw a draft away. What is in force stays."),
        example=_("A draft that was begun for practice."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:withdraw_product",
        text=_("Stop selling a product. What runs goes on."),
        example=_("Withdraw it, and offer its successor."),
        page="products",
    ),
    ScreenHelp(
        "catalog:new_price",
        text=_("One price in a draft: for which product, term and quantity."),
        example=_("One year, from quantity 10: 900.00."),
        page="price-lists",
    ),
    ScreenHelp(
        "catalog:promotions",
        text=_("Offers that give the first terms of an order a price of their own."),
        example=_("Press n for three months at 99."),
        page="promotions",
    ),
    ScreenHelp(
        "catalog:new_promotion",
        text=_("What the first terms cost, for which products, and who may order it."),
        example=_("1 term of 3 months at 99, then the list price."),
        page="promotions",
    ),
    ScreenHelp(
        "catalog:promotion",
        text=_("What a promotion makes of the present prices, and until when it can be ordered."),
        example=_("Until 31 may, for new customers."),
        page="promotions",
    ),
    ScreenHelp(
        "catalog:price_groups",
        text=_("Groups of customers who pay prices of their own: students, staff."),
        example=_("Press n to add Students."),
        page="price-groups",
    ),
    ScreenHelp(
        "catalog:new_price_group",
        text=_("A group that customers can be put into."),
        example=_("Students, with the code student."),
        page="price-groups",
    ),
    ScreenHelp(
        "catalog:price_group",
        text=_("Call the group otherwise, or go to its customers."),
        example=_("Its customers opens them as a list."),
        page="price-groups",
    ),
    ScreenHelp(
        "catalog:price_group_of_customer",
        text=_("Which prices this customer pays from his next terms on."),
        example=_("Students, as long as he studies."),
        page="price-groups",
    ),
    ScreenHelp(
        "catalog:bulk_price_group",
        text=_("Put the chosen customers into a price group. It can be undone."),
        example=_("All customers of the type School into Schools."),
        page="price-groups",
    ),
    ScreenHelp(
        "catalog:discounts",
        text=_("What is taken off the prices: for whom, from how much, in which days."),
        example=_("Filter Holds now to see what customers get today."),
        page="discounts",
    ),
    ScreenHelp(
        "catalog:new_discount",
        text=_("What a discount takes off, and all that must be so for it to hold."),
        example=_("10 per cent off from a quantity of 5."),
        page="discounts",
    ),
    ScreenHelp(
        "catalog:discount",
        text=_("Change a discount. What is sold already keeps its price."),
        example=_("Until 31 dec, and then no more."),
        page="discounts",
    ),
    ScreenHelp(
        "catalog:discount_groups",
        text=_("Groups of discounts of which a customer gets one."),
        example=_("10 per cent from a quantity of 5, 20 from 10: one of the two."),
        page="discounts",
    ),
    ScreenHelp(
        "catalog:new_discount_group",
        text=_("A group of discounts of which one alone holds."),
        example=_("Quantity: the best for the customer."),
        page="discounts",
    ),
    ScreenHelp(
        "catalog:discount_group",
        text=_("Call the group otherwise, or say which of its discounts holds."),
        example=_("The first in their order."),
        page="discounts",
    ),
    ScreenHelp(
        "catalog:tax_rates",
        text=_("The VAT rates of each country, and from which day they hold."),
        example=_("Look for the rate on the day of an old invoice."),
        page="products",
    ),
    ScreenHelp(
        "catalog:product_statuses",
        text=_("What a customer may be to a product: bought, tried, interested."),
        example=_("Add Wants to be asked in spring."),
        page="product-statuses",
    ),
    ScreenHelp(
        "catalog:new_product_status",
        text=_("One more word for what a customer is to a product."),
        example=_("Tried it at the fair."),
        page="product-statuses",
    ),
    ScreenHelp(
        "catalog:edit_product_status",
        text=_("Change the name or the order of a status."),
        example=_("Write Tried in place of Tested."),
        page="product-statuses",
    ),
    ScreenHelp(
        "catalog:customer_products",
        text=_("What all customers are to all products."),
        example=_("Filter Interested and call them first."),
        page="product-statuses",
    ),
    ScreenHelp(
        "catalog:bulk_customer_products",
        text=_("Give the chosen rows another status. It can be undone."),
        example=_("From Interested to Bought."),
        page="lists",
    ),
    ScreenHelp(
        "catalog:bulk_customers",
        text=_("Say of the chosen customers what they are to a product."),
        example=_("Interested in the new product."),
        page="lists",
    ),
    ScreenHelp(
        "catalog:new_customer_product",
        text=_("What this customer is to a product, and since when."),
        example=_("Tried it in May."),
        page="change-a-customer",
    ),
    ScreenHelp(
        "catalog:customer_product",
        text=_("What he is to this product, with all that was said before."),
        example=_("From Interested to Bought."),
        page="change-a-customer",
    ),
]
NO_SCREENS = ["catalog:customer_products_panel"]
