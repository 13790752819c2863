"""What a text says of prices, phone numbers, hours and ways to pay that the business does not: a rule, without a model.

Made to be believed: it speaks up only where the text names a thing that the business tells too, and stays silent
where a sentence is about a part of a price, about a variant of a service, about somebody else's number, or about an
appointment.
"""

from centralita.engine.promises.agreeing import agreeing
from centralita.engine.promises.contradicting import contradictions
from centralita.engine.promises.finding import Contradiction
from centralita.engine.promises.hours import own_hours
from centralita.engine.promises.known import Known, known_in, known_of
from centralita.engine.promises.money import Amount, amount_of, amounts, money_in
from centralita.engine.promises.payments import METHODS, Payment, other_payments
from centralita.engine.promises.phones import own_phones, same_number
from centralita.engine.promises.prices import Offer
from centralita.engine.promises.sentences import sentences

__all__ = [
    "METHODS",
    "Amount",
    "Contradiction",
    "Known",
    "Offer",
    "Payment",
    "agreeing",
    "amount_of",
    "amounts",
    "contradictions",
    "known_in",
    "known_of",
    "money_in",
    "other_payments",
    "own_hours",
    "own_phones",
    "same_number",
    "sentences",
]
