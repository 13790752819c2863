"""The facts of a business as passages that a search finds, in each language."""

from collections.abc import Iterator
from dataclasses import dataclass

from centralita.studio.business.domain import wording
from centralita.studio.business.domain.records import BusinessRecords, Language, Offer

SHEET_NAMES: dict[Language, str] = {
    "en": "Business facts",
    "es": "Datos del negocio",
    "pt": "Dados do negócio",
}
_HEADINGS: dict[str, dict[Language, str]] = {
    "about": {"en": "About us", "es": "Quiénes somos", "pt": "Quem somos"},
    "contact": {"en": "Contact", "es": "Contacto", "pt": "Contato"},
    "hours": {"en": "Opening hours", "es": "Horario", "pt": "Horário de atendimento"},
    "special_days": {
        "en": "Days with other hours",
        "es": "Días con otro horario",
        "pt": "Dias com outro horário",
    },
    "services": {"en": "Services and prices", "es": "Servicios y precios", "pt": "Serviços e preços"},
    "products": {"en": "Products and prices", "es": "Productos y precios", "pt": "Produtos e preços"},
    "payment": {"en": "Ways to pay", "es": "Formas de pago", "pt": "Formas de pagamento"},
    "staff": {"en": "Our team", "es": "Nuestro equipo", "pt": "Nossa equipe"},
    "places": {"en": "Where we are", "es": "Dónde estamos", "pt": "Onde estamos"},
    "policies": {"en": "Policies", "es": "Condiciones", "pt": "Condições"},
}
_CONTACT: dict[str, dict[Language, str]] = {
    "phone": {"en": "Phone", "es": "Teléfono", "pt": "Telefone"},
    "email": {"en": "E-mail", "es": "Correo electrónico", "pt": "E-mail"},
    "website": {"en": "Website", "es": "Página web", "pt": "Site"},
    "address": {"en": "Address", "es": "Dirección", "pt": "Endereço"},
}
_PRICE: dict[Language, str] = {"en": "Price", "es": "Precio", "pt": "Preço"}
_DURATION: dict[Language, str] = {"en": "Duration", "es": "Duración", "pt": "Duração"}
_HOLIDAYS: dict[Language, str] = {
    "en": "We are closed on public holidays.",
    "es": "Los festivos está cerrado.",
    "pt": "Fechamos nos feriados.",
}
_PAY: dict[Language, str] = {
    "en": "You can pay by {}.",
    "es": "Se puede pagar con {}.",
    "pt": "Você pode pagar com {}.",
}


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
