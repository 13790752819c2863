"""What an amount is worth in another currency, by the rates of the European Central Bank."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree

from centralita.studio.tools.plugin import Json, PluginContext, PluginError

RATES = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
_CUBE = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"


class ExchangeRate:
    """Asks for the day's rates and counts with them. The tool's setting `rates` may name another address."""

    label = "Exchange rate"
    description = (
        "What an amount is worth in another currency today. Call it before you name a price in another one."
    )
    parameters: Mapping[str, Json] = {
        "type": "object",
        "properties": {
            "amount": {"type": "number", "description": "How much"},
            "from": {"type": "string", "description": "Currency of the amount, such as EUR"},
            "to": {"type": "string", "description": "Currency wanted, such as USD"},
        },
        "required": ["amount", "from", "to"],
        "additionalProperties": False,
    }

    async def call(self, arguments: Mapping[str, Json], context: PluginContext) -> Json:
        """The amount in the other currency, with the day that the rate is of."""
        answer = await context.fetch("GET", context.settings.get("rates") or RATES)
        if answer.status != 200:
            raise PluginError(f"the rates are not to be had: {answer.status}")
        day, rates = read_rates(answer.body)
        try:
            amount = Decimal(str(arguments["amount"]))
            worth = amount / rates[_code(arguments["from"])] * rates[_code(arguments["to"])]
        except (KeyError, InvalidOperation):
            raise PluginError("no rate for this currency") from None
        return {"amount": float(round(worth, 2)), "currency": _code(arguments["to"]), "day": day}


def read_rates(document: bytes) -> tuple[str, dict[str, Decimal]]:
    """The day and how much of each currency one euro is. Raises PluginError."""
    if b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        raise PluginError("the rates are not in their usual form")
    try:
        root = ElementTree.fromstring(document)  # noqa: S314 - no entities, see above
        rates = {
            cube.attrib["currency"]: Decimal(cube.attrib["rate"])
            for cube in root.iter(_CUBE)
            if "currency" in cube.attrib
        }
    except (ElementTree.ParseError, KeyError, InvalidOperation):
        raise PluginError("the rates are not in their usual form") from None
    day = next((cube.attrib["time"] for cube in root.iter(_CUBE) if "time" in cube.attrib), "")
    return day, {"EUR": Decimal(1), **rates}


def _code(currency: Json) -> str:
    return str(currency).strip().upper()
