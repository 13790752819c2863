"""What each translation service wants to know of an account."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from centralita.providers.credentials import Address, Credentials, KeyOnly, Secret, base_address, labels

DEEPL: Final = "https://api.deepl.com"


Manner = Literal["as_usual", "formal", "informal"]
"""How whoever reads is spoken to, where a language has several ways: *usted* or *tú*, *Sie* or *du*."""


def _manner() -> Any:
    options = {
        "as_usual": {
            "en": "As the service sees fit",
            "es": "Como vea el servicio",
            "pt": "Como o serviço achar melhor",
        },
        "formal": {"en": "Formally", "es": "De usted", "pt": "Formal"},
        "informal": {"en": "Informally", "es": "De tú", "pt": "Informal"},
    }
    told = labels("How people are addressed", "Tratamiento", "Tratamento", **{"x-options": options})
    return Field("as_usual", json_schema_extra=told)


class DeepLCredentials(KeyOnly):
    manner: Manner = _manner()
    base_url: Address = base_address(DEEPL)


class GoogleTranslateCredentials(KeyOnly):
    base_url: Address = base_address("https://translation.googleapis.com")


class AwsTranslateCredentials(Credentials):
    region: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z]{2,4}(-[a-z]{2,12}){1,3}-[0-9]{1,2}$")
    ] = Field(json_schema_extra=labels("Region", "Región", "Região", examples=["eu-west-1"]))
    access_key_id: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Z0-9]{16,128}$")] = (
        Field(json_schema_extra=labels("Access key ID", "ID de la clave de acceso", "ID da chave de acesso"))
    )
    secret_access_key: Secret = Field(
        json_schema_extra=labels("Secret access key", "Clave de acceso secreta", "Chave de acesso secreta")
    )
    manner: Manner = _manner()
    session_token: Secret | None = Field(
        None,
        json_schema_extra=labels(
            "Session token", "Token de sesión", "Token de sessão", **{"x-advanced": True}
        ),
    )
