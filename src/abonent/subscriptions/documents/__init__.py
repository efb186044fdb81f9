"""What subscriptions print: the cards of gifts, and the offers to go on with them."""
