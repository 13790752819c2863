"""Why somebody is not called, and why a campaign stands still: short, by code, in the dashboard's languages."""

from collections.abc import Iterable
from typing import Final

_PEOPLE: Final = {
    "en": {
        "consent_missing": "No consent to such calls",
        "consent_withdrawn": "Consent was withdrawn",
        "consent_not_automated": "Consent does not cover an artificial voice",
        "consent_not_written": "Consent is not in writing",
        "consent_too_old": "Consent is too old",
        "contact_do_not_call": "Marked as not to be called",
        "on_own_list": "On your do-not-call list",
        "on_register": "On a public do-not-call register",
        "register_missing": "A do-not-call register has to be imported first",
        "register_outdated": "Your copy of a do-not-call register is too old",
        "number_missing": "No phone number",
        "number_invalid": "Not a valid phone number",
        "country_not_allowed": "A country that you do not call",
        "number_kind_unconfirmed": "A kind of number that an owner has to allow",
        "number_premium_rate": "A premium-rate number",
        "number_shared_cost": "A shared-cost number",
        "number_short_or_emergency": "An emergency number or short code",
        "outside_hours": "Outside the hours that the law or you allow",
        "holiday": "A public holiday there",
        "cap_reached": "Called as often as allowed for now",
        "too_soon": "Called too recently",
        "outside_windows": "Outside the hours of this campaign",
        "campaign_gap": "Called too recently by a campaign",
        "no_window": "None of the hours of this campaign is open to them",
        "contact_gone": "The contact was deleted",
        "retry": "Will be tried again",
        "call_under_way": "Somebody is calling them already; will be tried again",
        "caller_code": "Your number may not make such calls",
        "caller_kind": "Your number may not make such calls",
        "call_refused": "Refused at the last moment; will be tried again",
        "other": "A number that is never called",
    },
    "es": {
        "consent_missing": "Sin consentimiento para estas llamadas",
        "consent_withdrawn": "Retiró su consentimiento",
        "consent_not_automated": "El consentimiento no cubre una voz artificial",
        "consent_not_written": "El consentimiento no está por escrito",
        "consent_too_old": "El consentimiento es demasiado antiguo",
        "contact_do_not_call": "Marcado para no llamarle",
        "on_own_list": "En su lista de no llamar",
        "on_register": "En un registro público de no llamar",
        "register_missing": "Antes hay que importar un registro de no llamar",
        "register_outdated": "Su copia de un registro de no llamar es antigua",
        "number_missing": "Sin teléfono",
        "number_invalid": "No es un teléfono válido",
        "country_not_allowed": "Un país al que no llama",
        "number_kind_unconfirmed": "Una clase de número que debe permitir un propietario",
        "number_premium_rate": "Un número de tarificación adicional",
        "number_shared_cost": "Un número de coste compartido",
        "number_short_or_emergency": "Un número de emergencia o corto",
        "outside_hours": "Fuera de las horas que permiten la ley o usted",
        "holiday": "Allí es festivo",
        "cap_reached": "Ya se le llamó lo permitido por ahora",
        "too_soon": "Se le llamó hace muy poco",
        "outside_windows": "Fuera del horario de esta campaña",
        "campaign_gap": "Una campaña le llamó hace muy poco",
        "no_window": "Ninguna hora de esta campaña le sirve",
        "contact_gone": "El contacto se borró",
        "retry": "Se le volverá a llamar",
        "call_under_way": "Ya se le está llamando; se volverá a intentar",
        "caller_code": "Su número no puede hacer estas llamadas",
        "caller_kind": "Su número no puede hacer estas llamadas",
        "call_refused": "Rechazada en el último momento; se volverá a intentar",
        "other": "Un número al que no se llama nunca",
    },
}
_CAMPAIGN: Final = {
    "en": {
        "all_done": "Everybody has been called.",
        "booked_reached": "It reached the bookings that you wanted.",
        "interested_reached": "It reached the interested people that you wanted.",
        "date_reached": "Its last day has come.",
        "failing": "Too many calls fail. Look at the calls, then resume.",
        "budget_spent": "The budget is used up. Raise it, then resume.",
        "limit_reached": "A spending limit leaves no room for another call. Raise it under Settings, Usage & limits, then resume.",
        "caller_not_allowed": "Your number may not call these people for this purpose. Use another number, then resume.",
        "agent_not_available": "The agent is paused, not published or not deployed. Put it right, then resume.",
        "calling_unavailable": "Calls cannot be placed. Check your voice provider, then resume.",
        "organization_suspended": "Your organization is suspended: nobody is called.",
        "dialling_stopped": "Whoever runs this platform has stopped all calls. They go on when it lets them.",
        "calling_stopped": "Somebody stopped all campaigns of your organization.",
        "no_phone": "No voice provider is connected, so nobody is called.",
    },
    "es": {
        "all_done": "Se ha llamado a todos.",
        "booked_reached": "Ha llegado a las citas que quería.",
        "interested_reached": "Ha llegado a los interesados que quería.",
        "date_reached": "Ha llegado su último día.",
        "failing": "Fallan demasiadas llamadas. Mírelas y después reanude.",
        "budget_spent": "El presupuesto se ha agotado. Súbalo y después reanude.",
        "limit_reached": "Un límite de gasto no deja sitio para otra llamada. Súbalo en Ajustes, Uso y límites, y después reanude.",
        "caller_not_allowed": "Su número no puede llamar a estas personas para esto. Use otro número y después reanude.",
        "agent_not_available": "El agente está en pausa, sin publicar o sin desplegar. Corríjalo y después reanude.",
        "calling_unavailable": "No se pueden hacer llamadas. Revise su proveedor de voz y después reanude.",
        "organization_suspended": "Su organización está suspendida: no se llama a nadie.",
        "dialling_stopped": "Quien administra esta plataforma ha detenido todas las llamadas. Seguirán cuando lo permita.",
        "calling_stopped": "Alguien detuvo todas las campañas de su organización.",
        "no_phone": "No hay proveedor de voz conectado, así que no se llama a nadie.",
    },
}
REASON_CODES: Final = frozenset(_PEOPLE["en"])


def person_reason(code: str, language: str) -> str:
    """Why one person waits or is left out."""
    texts = _PEOPLE.get(language, _PEOPLE["en"])
    return texts.get(code, texts["other"])


def person_reasons(codes: Iterable[str], language: str) -> str:
    """The same for several reasons, in one line."""
    return " · ".join(dict.fromkeys(person_reason(code, language) for code in codes))


def campaign_reason(code: str, language: str) -> str:
    """Why a campaign paused, ended, or stands still; empty for no reason."""
    texts = _CAMPAIGN.get(language, _CAMPAIGN["en"])
    return texts.get(code, "")
