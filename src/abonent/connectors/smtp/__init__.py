"""The mail server: takes messages from the outbox, hands them to the server of the house by SMTP, and reports what it said.

What is always true here: a message is claimed before the server hears of it and decided after it; only what the server said decides.
Where the connection is lost after the text has begun to go out nobody knows, so it is uncertain, and not sent again by guesswork.
`docs/formats/smtp.md` has the contract.
"""
