"""How facts of a business read, in each language of the dashboard: hours, prices, durations, ways to pay."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from centralita.engine.business import WEEKDAYS, Span, Weekday
from centralita.kit.money import Money
from centralita.studio.business.domain.records import Day, Language, Offer, Person, Place

DAY_NAMES: dict[Language, dict[Weekday, str]] = {
    "en": dict(
        zip(
            WEEKDAYS,
            ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
            strict=True,
        )
    ),
    "es": dict(
        zip(
            WEEKDAYS,
            ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
            strict=True,
        )
    ),
    "pt": dict(
        zip(
            WEEKDAYS,
            (
                "segunda-feira",
                "terça-feira",
                "quarta-feira",
                "quinta-feira",
                "sexta-feira",
                "sábado",
                "domingo",
            ),
            strict=True,
        )
    ),
}
MONTHS: dict[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
        "noviembre", "diciembre",
    ),
    "pt": (
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
        "novembro", "dezembro",
    ),
}  # fmt: skip
PAYMENT_METHODS: dict[str, dict[Language, str]] = {
    "cash": {"en": "cash", "es": "efectivo", "pt": "dinheiro"},
    "card": {"en": "card", "es": "tarjeta", "pt": "cartão"},
    "bank_transfer": {"en": "bank transfer", "es": "transferencia", "pt": "transferência"},
    "bizum": {"en": "Bizum", "es": "Bizum", "pt": "Bizum"},
    "paypal": {"en": "PayPal", "es": "PayPal", "pt": "PayPal"},
    "mobile": {"en": "mobile payment", "es": "pago con el móvil", "pt": "pagamento pelo celular"},
    "financing": {"en": "financing", "es": "financiación", "pt": "financiamento"},
    "insurance": {"en": "insurance", "es": "seguro", "pt": "convênio ou seguro"},
    "cheque": {"en": "cheque", "es": "cheque", "pt": "cheque"},
    "gift_card": {"en": "gift card", "es": "tarjeta regalo", "pt": "cartão-presente"},
}
_AND: dict[Language, str] = {"en": "and", "es": "y", "pt": "e"}
_CLOSED: dict[Language, str] = {"en": "closed", "es": "cerrado", "pt": "fechado"}
_FROM: dict[Language, str] = {"en": "from", "es": "desde", "pt": "a partir de"}
_ON_REQUEST: dict[Language, str] = {
    "en": "price on request",
    "es": "precio a consultar",
    "pt": "preço sob consulta",
}
_BEFORE = {"USD": "$", "GBP": "£", "EUR": "€"}
_BEFORE_PT = {"BRL": "R$", "USD": "US$", "GBP": "£", "EUR": "€"}


def listed(parts: Sequence[str], language: Language) -> str:
    """`a, b and c`; in Spanish `e` before an i."""
    if len(parts) < 2:
        return "".join(parts)
    joint = _AND[language]
    if (
        language == "es"
        and parts[-1].lower().startswith(("i", "hi"))
        and not parts[-1].lower().startswith("hie")
    ):
        joint = "e"
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def clock_text(clock: str, language: Language) -> str:
    """`09:30` reads `9:30` in Spanish, `9:30 am` in English and `9h30` in Portuguese."""
    hour, minute = int(clock[:2]), clock[3:]
    if language == "pt":
        return f"{hour}h" if minute == "00" else f"{hour}h{minute}"
    if language == "es":
        return f"{hour}:{minute}"
    half = "am" if hour % 24 < 12 else "pm"
    shown = (hour - 1) % 12 + 1
    return f"{shown} {half}" if minute == "00" else f"{shown}:{minute} {half}"


def spans_text(spans: Iterable[Span], language: Language) -> str:
    """`9:00–14:00 y 16:00–20:00`; `closed` for none."""
    parts = [f"{clock_text(span.opens, language)}–{clock_text(span.closes, language)}" for span in spans]
    return listed(parts, language) or _CLOSED[language]


def hours_text(hours: Mapping[Weekday, Sequence[Span]], language: Language) -> str:
    """One line for each run of days that are alike: `De lunes a viernes: 9:00–14:00`. Nothing without hours."""
    if not hours:
        return ""
    runs: list[tuple[list[Weekday], tuple[Span, ...]]] = []
    for day in WEEKDAYS:
        spans = tuple(hours.get(day, ()))
        if runs and runs[-1][1] == spans:
            runs[-1][0].append(day)
        else:
            runs.append(([day], spans))
    return "\n".join(f"{_days_text(days, language)}: {spans_text(spans, language)}" for days, spans in runs)


def _days_text(days: Sequence[Weekday], language: Language) -> str:
    names = DAY_NAMES[language]
    first, last = names[days[0]], names[days[-1]]
    if len(days) == 1:
        text = first
    elif len(days) == 2:
        text = f"{first} {_AND[language]} {last}"
    else:
        text = f"{first} to {last}" if language == "en" else f"de {first} a {last}"
    return text[0].upper() + text[1:]


def date_text(date: dt.date, language: Language) -> str:
    """`24 December 2026`, `24 de diciembre de 2026`."""
    month = MONTHS[language][date.month - 1]
    return f"{date.day} {month} {date.year}" if language == "en" else f"{date.day} de {month} de {date.year}"


def special_days_text(days: Sequence[Day], language: Language) -> str:
    """A line for each date that has hours of its own."""
    return "\n".join(
        f"{date_text(day.date, language)}{f' ({day.name})' if day.name else ''}: {spans_text(day.spans, language)}"
        for day in days
    )


def money_text(money: Money, language: Language) -> str:
    """`45 €` and `1.250,50 €` in Spanish, `€45` and `€1,250.50` in English, `R$ 1.250,50` in Portuguese."""
    amount = money.amount
    whole = amount == amount.to_integral_value()
    number = f"{amount:,.0f}" if whole else f"{amount.quantize(Decimal('0.01')):,.2f}"
    if language == "es":
        number = number.translate(str.maketrans(",.", ".,"))
        return f"{number} {'€' if money.currency == 'EUR' else money.currency}"
    if language == "pt":
        number = number.translate(str.maketrans(",.", ".,"))
        return f"{_BEFORE_PT.get(money.currency, money.currency)} {number}"
    sign = _BEFORE.get(money.currency)
    return f"{sign}{number}" if sign else f"{number} {money.currency}"


def duration_text(seconds: int) -> str:
    """`45 min`, `1 h`, `1 h 30 min`: the same in every language."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(part for part in (f"{hours} h" * bool(hours), f"{minutes} min" * bool(minutes)) if part)


def price_text(offer: Offer, language: Language) -> str:
    """The price as it is told: an amount, `from` an amount, or on request."""
    if offer.price is None:
        return _ON_REQUEST[language]
    text = money_text(offer.price, language)
    return f"{_FROM[language]} {text}" if offer.price_from else text


def offer_text(offer: Offer, language: Language) -> str:
    """`Limpieza dental: 45 € (30 min)`."""
    duration = f" ({duration_text(offer.duration)})" if offer.duration else ""
    return f"{offer.name}: {price_text(offer, language)}{duration}"


def payments_text(methods: Sequence[str], language: Language) -> str:
    """Ways to pay; those that are not among the known ones are shown as written."""
    names = [PAYMENT_METHODS[method][language] if method in PAYMENT_METHODS else method for method in methods]
    return listed(names, language)


def person_text(person: Person, language: Language) -> str:
    """`Ana Ruiz, higienista (limpieza, blanqueamiento)`."""
    role = f", {person.role}" if person.role else ""
    services = f" ({', '.join(person.services)})" if person.services else ""
    hours = hours_text(person.hours, language).replace("\n", "; ") if person.hours else ""
    return f"{person.name}{role}{services}{f': {hours}' if hours else ''}"


def place_text(place: Place) -> str:
    """`Centro: Calle Mayor 1, 600 000 000. Notas`."""
    details = ", ".join(part for part in (place.address, place.phone) if part)
    text = f"{place.name}: {details}" if details else place.name
    return f"{text}. {place.notes}" if place.notes else text
