"""What each vendor of language models wants to know of an account."""

from typing import Annotated

from pydantic import Field, StringConstraints

from centralita.providers.credentials import Address, Credentials, KeyOnly, Secret, Text, base_address, labels


class OpenAICredentials(KeyOnly):
    organization: Text = Field(
        "", json_schema_extra=labels("Organization", "Organización", "Organização", **{"x-advanced": True})
    )
    project: Text = Field(
        "", json_schema_extra=labels("Project", "Proyecto", "Projeto", **{"x-advanced": True})
    )
    base_url: Address = base_address("https://api.openai.com/v1")


class AnthropicCredentials(KeyOnly):
    base_url: Address = base_address("https://api.anthropic.com")


class GoogleCredentials(KeyOnly):
    base_url: Address = base_address("https://generativelanguage.googleapis.com")


class GroqCredentials(KeyOnly):
    base_url: Address = base_address("https://api.groq.com/openai/v1")


class MistralCredentials(KeyOnly):
    base_url: Address = base_address("https://api.mistral.ai")


class AzureCredentials(KeyOnly):
    endpoint: Address = Field(
        json_schema_extra=labels(
            "Endpoint", "Punto de conexión", "Ponto de conexão", examples=["https://name.openai.azure.com"]
        )
    )
    api_version: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9a-z-]{0,40}$")] = (
        Field(
            "",
            json_schema_extra=labels(
                "API version", "Versión de la API", "Versão da API", **{"x-advanced": True}
            ),
        )
    )


class BedrockCredentials(Credentials):
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


class OllamaCredentials(Credentials):
    base_url: Address = Field(
        "http://localhost:11434", json_schema_extra=labels("Address", "Dirección", "Endereço")
    )
    api_key: Secret | None = Field(
        None, json_schema_extra=labels("API key", "Clave de API", "Chave de API", **{"x-advanced": True})
    )


class CompatibleCredentials(Credentials):
    base_url: Address = Field(
        json_schema_extra=labels("Address", "Dirección", "Endereço", examples=["https://llm.example.com/v1"])
    )
    api_key: Secret | None = Field(None, json_schema_extra=labels("API key", "Clave de API", "Chave de API"))
