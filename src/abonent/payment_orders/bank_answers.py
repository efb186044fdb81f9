"""What is made of the answers in the bank's files."""

from __future__ import annotations

from abonent.ledger.readers import AnswerTaker
from abonent.payment_orders.operations.answers import WARNINGS, take_answers

ANSWER_TAKERS = [AnswerTaker(take_answers, WARNINGS)]
