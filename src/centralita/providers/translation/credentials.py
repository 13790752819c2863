"""What each translation service wants to know of an account."""

from typing import Annotated, Final

from pydantic import Field, StringConstraints

from centralita.providers.credentials import Address, Credentials, KeyOnly, Secret, base_address, labels

DEEPL: Final = "https://api.deepl.com"


class DeepLCredentials(KeyOnly):
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
    session_token: Secret | None = Field(
        None,
        json_schema_extra=labels(
            "Session token", "Token de sesión", "Token de sessão", **{"x-advanced": True}
        ),
    )
