"""``/api/balance``: what there is, over all own accounts."""

from typing import Final

from finance.domain.money import Bag
from finance.domain.totals import own_balance
from finance.web.api import accounts
from finance.web.api.declaring import Call, Part
from finance.web.api.kinds import Decimals, Shape
from finance.web.api.shapes import AccountShape, CurrencyBalance, by_currency, of_currency

PART: Final = Part("Balance", "What there is.")


class Balance(Shape):
    """Assets plus liabilities; ``balance`` counts what is in the book's own currency."""

    currency: str
    balance: Decimals
    by_currency: list[CurrencyBalance]
    accounts: list[AccountShape]


@PART.get("/balance")
def balance(call: Call) -> Balance:
    """The current balance over the asset and liability accounts."""
    readings = [one for one in call.use.accounts.all(call.actor) if one.account.kind.own]
    total: Bag = own_balance((one.account, one.balance) for one in readings)
    currency = call.actor.book.currency
    return Balance(
        currency=currency,
        balance=of_currency(total, currency),
        by_currency=by_currency(total),
        accounts=[accounts.told(call, one) for one in readings if not one.account.closed],
    )
