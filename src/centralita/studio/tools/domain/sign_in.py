"""How a tool proves to the other side who asks: the forms that people fill in, and the headers made of them."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal
from urllib.parse import parse_qsl

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints

from centralita.kit.scrubbing import names_a_secret
from centralita.providers.credentials import Address, Credentials, Secret, labels


class SignIn(StrEnum):
    """The kinds of sign-in."""

    NONE = "none"
    API_KEY = "api_key"
    QUERY_KEY = "query_key"
    BODY_KEY = "body_key"
    BEARER = "bearer"
    BASIC = "basic"
    OAUTH2 = "oauth2"
    HMAC = "hmac"


def _one_line(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().isprintable():
        raise ValueError("a password is one line")
    return value


def _text(value: object) -> object:
    return value.strip("\r\n") if isinstance(value, str) else value


HeaderName = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z][A-Za-z0-9-]{0,60}$", max_length=61)
]
PlainName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^:\x00-\x1f\x7f]*$"),
]
Password = Annotated[
    SecretStr, BeforeValidator(_text), AfterValidator(_one_line), Field(min_length=1, max_length=1000)
]
Scope = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=r"^[!-~ ]*$")]
# What the standard's own fields and the others of the form say already.
_ASKED: Final = frozenset({"grant_type", "client_id", "client_secret", "scope", "audience"})


def _more(text: str) -> str:
    pairs = more_fields(text)
    if text and not pairs:
        raise ValueError("more fields are written as name=value&other=value")
    if any(name in _ASKED or names_a_secret(name) for name in pairs):
        raise ValueError("what has a field of its own, or is secret, does not stand here")
    return text


def more_fields(text: str) -> dict[str, str]:
    """What `name=value&other=value` says; nothing where it says something else."""
    try:
        return dict(parse_qsl(text, strict_parsing=True, max_num_fields=10)) if text else {}
    except ValueError:
        return {}


Parameter = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z_][A-Za-z0-9_.\[\]-]{0,60}$")
]
More = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=1000, pattern=r"^[!-~ ]*$"),
    AfterValidator(_more),
]


class NoSignIn(Credentials):
    """Open to everybody."""


class ApiKey(Credentials):
    """A key in a header of its own."""

    header: HeaderName = Field("X-API-Key", json_schema_extra=labels("Header", "Cabecera", "Cabeçalho"))
    api_key: Secret = Field(json_schema_extra=labels("Key", "Clave", "Chave"))


class QueryKey(Credentials):
    """A key in the address, after the ?."""

    parameter: Parameter = Field("api_key", json_schema_extra=labels("Parameter", "Parámetro", "Parâmetro"))
    api_key: Secret = Field(json_schema_extra=labels("Key", "Clave", "Chave"))


class BodyKey(Credentials):
    """A key in a field of the body."""

    parameter: Parameter = Field("api_key", json_schema_extra=labels("Field", "Campo", "Campo"))
    api_key: Secret = Field(json_schema_extra=labels("Key", "Clave", "Chave"))


class Bearer(Credentials):
    """A token in the usual header."""

    token: Secret = Field(json_schema_extra=labels("Token", "Token", "Token"))


class Basic(Credentials):
    """A name and a password."""

    username: PlainName = Field(json_schema_extra=labels("User", "Usuario", "Usuário"))
    password: Password = Field(json_schema_extra=labels("Password", "Contraseña", "Senha"))


class OAuthClient(Credentials):
    """OAuth 2 client credentials: a token is fetched from `endpoint` and used until it runs out.

    `client_auth` says how the client proves itself there: by Basic, or by fields of the form. `more` is what else that
    form has, as `name=value&other=value`.
    """

    endpoint: Address = Field(
        json_schema_extra=labels("Token address", "Dirección del token", "Endereço do token")
    )
    client_id: PlainName = Field(json_schema_extra=labels("Client id", "Id de cliente", "ID do cliente"))
    client_secret: Password = Field(
        json_schema_extra=labels("Client secret", "Secreto de cliente", "Segredo do cliente")
    )
    scope: Scope = Field("", json_schema_extra=labels("Scope", "Ámbito", "Escopo"))
    audience: Scope = Field("", json_schema_extra=labels("Audience", "Audiencia", "Audiência"))
    more: More = Field("", json_schema_extra=labels("More fields", "Más campos", "Mais campos"))
    client_auth: Literal["basic", "post"] = Field(
        "basic",
        json_schema_extra=labels("The client signs in by", "El cliente entra por", "O cliente entra por"),
    )


class Signature(Credentials):
    """Each request is signed with a secret that both sides know: it is never sent itself."""

    header: HeaderName = Field("X-Signature", json_schema_extra=labels("Header", "Cabecera", "Cabeçalho"))
    secret: Secret = Field(json_schema_extra=labels("Secret", "Secreto", "Segredo"))


FORMS: Final[Mapping[SignIn, type[Credentials]]] = {
    SignIn.NONE: NoSignIn,
    SignIn.API_KEY: ApiKey,
    SignIn.QUERY_KEY: QueryKey,
    SignIn.BODY_KEY: BodyKey,
    SignIn.BEARER: Bearer,
    SignIn.BASIC: Basic,
    SignIn.OAUTH2: OAuthClient,
    SignIn.HMAC: Signature,
}


def form_of(kind: str) -> type[Credentials]:
    """The form of a kind."""
    return FORMS[SignIn(kind)]


def basic(name: str, password: str) -> str:
    """The header's value for a name and a password."""
    return f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"


def token_request(fields: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The headers and the form that a token is asked for with."""
    form = {"grant_type": "client_credentials"}
    form |= {name: fields[name] for name in ("scope", "audience") if fields.get(name)}
    form |= more_fields(fields.get("more", ""))
    if fields.get("client_auth") == "post":
        return {}, form | {name: fields[name] for name in ("client_id", "client_secret")}
    return {"authorization": basic(fields["client_id"], fields["client_secret"])}, form


def header_of(kind: SignIn, fields: Mapping[str, str]) -> dict[str, str]:
    """The header that signs a request in; none for kinds that need none, stand elsewhere, or fetch a token first."""
    match kind:
        case SignIn.API_KEY:
            return {fields.get("header", "X-API-Key").lower(): fields["api_key"]}
        case SignIn.BEARER:
            return {"authorization": f"Bearer {fields['token']}"}
        case SignIn.BASIC:
            return {"authorization": basic(fields["username"], fields["password"])}
        case _:
            return {}


def signature_of(
    fields: Mapping[str, str], method: str, url: str, content: bytes, moment: int
) -> dict[str, str]:
    """The header that signs a request at a moment (Unix seconds): `t=<moment>,v1=<hex>`.

    The hex is HMAC-SHA256, by the secret, of `<moment>.<METHOD>.<url>.` and the body's bytes.
    """
    said = f"{moment}.{method}.{url}.".encode() + content
    digest = hmac.new(fields["secret"].encode(), said, hashlib.sha256).hexdigest()
    return {fields.get("header", "X-Signature").lower(): f"t={moment},v1={digest}"}
