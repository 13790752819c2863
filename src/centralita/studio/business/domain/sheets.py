"""The facts of a business as passages that a search finds, in each language."""

from collections.abc import Iterator
from dataclasses import dataclass

from centralita.studio.business.domain import wording
from centralita.studio.business.domain.records import BusinessRecords, Language, Offer

SHEET_NAMES: dict[Language, str] = {"en": "Business facts", "es": "Datos del negocio"}
_HEADINGS: dict[str, dict[Language, str]] = {
    "about": {"en": "About us", "es": "Quiénes somos"},
    "contact": {"en": "Contact", "es": "Contacto"},
    "hours": {"en": "Opening hours", "es": "Horario"},
    "special_days": {"en": "Days with other hours", "es": "Días con otro horario"},
    "services": {"en": "Services and prices", "es": "Servicios y precios"},
    "products": {"en": "Products and prices", "es": "Productos y precios"},
    "payment": {"en": "Ways to pay", "es": "Formas de pago"},
    "staff": {"en": "Our team", "es": "Nuestro equipo"},
    "places": {"en": "Where we are", "es": "Dónde estamos"},
    "policies": {"en": "Policies", "es": "Condiciones"},
}
_CONTACT: dict[str, dict[Language, str]] = {
    "phone": {"en": "Phone", "es": "Teléfono"},
    "email": {"en": "E-mail", "es": "Correo electrónico"},
    "website": {"en": "Website", "es": "Página web"},
    "address": {"en": "Address", "es": "Dirección"},
}
_PRICE: dict[Language, str] = {"en": "Price", "es": "Precio"}
_DURATION: dict[Language, str] = {"en": "Duration", "es": "Duración"}
_HOLIDAYS: dict[Language, str] = {
    "en": "We are closed on public holidays.",
    "es": "Los festivos está cerrado.",
}
_PAY: dict[Language, str] = {"en": "You can pay by {}.", "es": "Se puede pagar con {}."}


@dataclass(frozen=True, slots=True)
class Fact:
    """A passage: the place that a citation shows, a heading that a search favours, the text."""

    place: str
    heading: str
    text: str


def facts_of(records: BusinessRecords, language: Language) -> list[Fact]:
    """Everything that is known, in this language. The business's own texts stay in the language they are in."""
    return list(_facts(records, language))


def _facts(records: BusinessRecords, language: Language) -> Iterator[Fact]:
    def fact(name: str, text: str, heading: str = "") -> Fact:
        place = _HEADINGS[name][language]
        return Fact(place, heading or place, text)

    if records.description:
        yield fact("about", f"{records.name}. {records.description}")
    contact = [
        f"{_CONTACT[name][language]}: {value}" for name in _CONTACT if (value := getattr(records, name))
    ]
    if contact:
        yield fact("contact", "\n".join(contact))
    if records.hours:
        lines = [wording.hours_text(records.hours, language)]
        yield fact("hours", "\n".join([*lines, *([_HOLIDAYS[language]] * records.public_holidays)]))
    if records.special_days:
        yield fact("special_days", wording.special_days_text(records.special_days, language))
    for name, kind in (("services", "service"), ("products", "product")):
        for offer in records.offers:
            if offer.kind == kind:
                yield fact(name, _offer(offer, language), offer.name)
    if records.payment_methods:
        methods = wording.payments_text(records.payment_methods, language)
        yield fact("payment", _PAY[language].format(methods))
    for person in records.staff:
        yield fact("staff", wording.person_text(person, language), person.name)
    if records.places:
        yield fact("places", "\n".join(wording.place_text(place) for place in records.places))
    for rule in records.policies:
        yield fact("policies", rule.text, rule.title)


def _offer(offer: Offer, language: Language) -> str:
    parts = [f"{offer.name}. {_PRICE[language]}: {wording.price_text(offer, language)}."]
    if offer.duration:
        parts[0] += f" {_DURATION[language]}: {wording.duration_text(offer.duration)}."
    if offer.description:
        parts.append(offer.description)
    return "\n".join(parts)
