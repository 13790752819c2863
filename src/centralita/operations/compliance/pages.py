"""The page on which anybody says that a house is not to call them any more. No account, no questions.

Anybody may post its one field from a form of their own. That somebody else's number may be entered is what such a
page costs; who entered it is not told anything about the number, and an address can enter only so many.
"""

from collections.abc import Mapping
from typing import Final

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import MalformedId, OrganizationId, from_text
from centralita.kit.phone import PhoneInvalid
from centralita.operations.compliance.actions.suppressions import record_opt_out

_LONGEST: Final = 40
_TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "title": "No more calls",
        "about": "Enter your phone number, and {house} will not call you any more.",
        "number": "Your phone number",
        "example": "With its country code, as in +44 20 7946 0000",
        "send": "Do not call me",
        "done": "Done. {house} will not call {number} any more.",
        "invalid": "That is no phone number. Write it with its country code.",
        "many": "That was too often. Please try again in an hour.",
        "unknown": "This page does not exist",
        "unknown_about": "Please check the address.",
    },
    "es": {
        "title": "No quiero más llamadas",
        "about": "Escriba su número de teléfono y {house} no volverá a llamarle.",
        "number": "Su número de teléfono",
        "example": "Con el prefijo del país, por ejemplo +34 612 345 678",
        "send": "No me llamen más",
        "done": "Hecho. {house} no volverá a llamar al {number}.",
        "invalid": "Ese no es un número de teléfono. Escríbalo con el prefijo del país.",
        "many": "Demasiados intentos. Vuelva a probar dentro de una hora.",
        "unknown": "Esta página no existe",
        "unknown_about": "Compruebe la dirección.",
    },
    "pt": {
        "title": "Não quero mais ligações",
        "about": "Informe o seu telefone e {house} não ligará mais para você.",
        "number": "Seu telefone",
        "example": "Com o código do país, como em +55 11 91234-5678",
        "send": "Não me liguem mais",
        "done": "Pronto. {house} não ligará mais para {number}.",
        "invalid": "Esse não é um número de telefone. Escreva com o código do país.",
        "many": "Foram tentativas demais. Tente de novo daqui a uma hora.",
        "unknown": "Esta página não existe",
        "unknown_about": "Confira o endereço.",
    },
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, organization: str) -> HttpResponse:
    """The form, and what came of it. An organization that does not exist answers like any page that does not."""
    language = (translation.get_language() or "en").partition("-")[0]
    texts = _TEXTS.get(language, _TEXTS["en"])
    house = _house(organization)
    if house is None:
        return _page(request, 404, {"title": texts["unknown"], "about": texts["unknown_about"]})
    told = {name: text.replace("{house}", house.name) for name, text in texts.items()}
    form = {name: told[name] for name in ("title", "about", "number", "example", "send")}
    if request.method != "POST":
        return _page(request, 200, form)
    written = request.POST.get("number", "")[:_LONGEST]
    if not consume(request, action="opt_out"):
        return _page(request, 429, form, fault=told["many"], written=written)
    organization_id = OrganizationId(house.id)
    try:
        with tenant_scope(organization_id):
            number = record_opt_out(organization_id, written, "form").number
    except PhoneInvalid:
        return _page(request, 422, form, fault=told["invalid"], written=written)
    return _page(request, 200, {"title": told["title"], "done": told["done"].replace("{number}", number)})


def _house(text: str) -> Organization | None:
    try:
        return Organization.objects.filter(id=from_text("org", text)).first()
    except MalformedId:
        return None


def _page(
    request: HttpRequest, status: int, texts: Mapping[str, str], *, fault: str = "", written: str = ""
) -> HttpResponse:
    shown = {"texts": texts, "fault": fault, "written": written}
    response = render(request, "opt_out.html", shown, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
