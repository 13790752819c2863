"""Why somebody is not called, and why a campaign stands still: short, by code, in the dashboard's languages."""

from collections.abc import Iterable
from typing import Final

from centralita.kit.languages import reading_language

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
    "pt": {
        "consent_missing": "Sem consentimento para estas ligações",
        "consent_withdrawn": "Retirou o consentimento",
        "consent_not_automated": "O consentimento não inclui voz artificial",
        "consent_not_written": "O consentimento não está por escrito",
        "consent_too_old": "O consentimento é antigo demais",
        "contact_do_not_call": "Marcado para não receber ligações",
        "on_own_list": "Na sua lista de “não ligar”",
        "on_register": "Em um cadastro público de “não ligar”",
        "register_missing": "Antes é preciso importar um cadastro de “não ligar”",
        "register_outdated": "Sua cópia de um cadastro de “não ligar” é antiga",
        "number_missing": "Sem telefone",
        "number_invalid": "Não é um telefone válido",
        "country_not_allowed": "Um país para onde você não liga",
        "number_kind_unconfirmed": "Um tipo de número que um proprietário precisa permitir",
        "number_premium_rate": "Um número de tarifa especial",
        "number_shared_cost": "Um número de custo compartilhado",
        "number_short_or_emergency": "Um número de emergência ou curto",
        "outside_hours": "Fora do horário que a lei ou você permite",
        "holiday": "Lá é feriado",
        "cap_reached": "Já recebeu as ligações permitidas por enquanto",
        "too_soon": "Recebeu uma ligação há muito pouco tempo",
        "outside_windows": "Fora do horário desta campanha",
        "campaign_gap": "Uma campanha ligou há muito pouco tempo",
        "no_window": "Nenhum horário desta campanha serve para a pessoa",
        "contact_gone": "O contato foi excluído",
        "retry": "Será tentado de novo",
        "call_under_way": "Já está recebendo uma ligação; será tentado de novo",
        "caller_code": "Seu número não pode fazer estas ligações",
        "caller_kind": "Seu número não pode fazer estas ligações",
        "call_refused": "Recusada no último momento; será tentada de novo",
        "other": "Um número para o qual nunca se liga",
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
    "pt": {
        "all_done": "Todos já receberam a ligação.",
        "booked_reached": "Chegou aos agendamentos que você queria.",
        "interested_reached": "Chegou aos interessados que você queria.",
        "date_reached": "Chegou o último dia.",
        "failing": "Ligações demais estão falhando. Veja as ligações e depois retome.",
        "budget_spent": "O orçamento acabou. Aumente-o e depois retome.",
        "limit_reached": "Um limite de gasto não deixa espaço para outra ligação. Aumente-o em Configurações, Uso e limites, e depois retome.",
        "caller_not_allowed": "Seu número não pode ligar para estas pessoas com esta finalidade. Use outro número e depois retome.",
        "agent_not_available": "O agente está em pausa, não publicado ou não implantado. Corrija isso e depois retome.",
        "calling_unavailable": "Não é possível fazer ligações. Confira seu provedor de voz e depois retome.",
        "organization_suspended": "Sua organização está suspensa: ninguém recebe ligações.",
        "dialling_stopped": "Quem administra esta plataforma parou todas as ligações. Elas continuam quando forem liberadas.",
        "calling_stopped": "Alguém parou todas as campanhas da sua organização.",
        "no_phone": "Nenhum provedor de voz conectado, e por isso ninguém recebe ligações.",
    },
}
REASON_CODES: Final = frozenset(_PEOPLE["en"])


def person_reason(code: str, language: str) -> str:
    """Why one person waits or is left out."""
    texts = _PEOPLE[reading_language(language)]
    return texts.get(code, texts["other"])


def person_reasons(codes: Iterable[str], language: str) -> str:
    """The same for several reasons, in one line."""
    return " · ".join(dict.fromkeys(person_reason(code, language) for code in codes))


def campaign_reason(code: str, language: str) -> str:
    """Why a campaign paused, ended, or stands still; empty for no reason."""
    texts = _CAMPAIGN[reading_language(language)]
    return texts.get(code, "")
