"""From an account of a vendor of language models to its model of vectors."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from pydantic import SecretStr

from centralita.kit.outbound import Outbound
from centralita.providers.credentials import Credentials, read_credentials
from centralita.providers.embeddings.embedder import Embedder
from centralita.providers.embeddings.wires import GoogleVectors, MistralVectors, OpenAIVectors, WiredEmbedder
from centralita.providers.llm.catalog import CATALOG, ModelVendor
from centralita.providers.llm.credentials import (
    AzureCredentials,
    CompatibleCredentials,
    GoogleCredentials,
    MistralCredentials,
    OllamaCredentials,
    OpenAICredentials,
)
from centralita.providers.llm.errors import UnknownModel
from centralita.providers.llm.opening import MODEL_NAME

# Who has models of vectors, with those to suggest; any other name may be typed. The rest have none.
VECTOR_MODELS: Final[Mapping[ModelVendor, tuple[str, ...]]] = {
    ModelVendor.OPENAI: ("text-embedding-3-small", "text-embedding-3-large"),
    ModelVendor.GOOGLE: ("gemini-embedding-001",),
    ModelVendor.MISTRAL: ("mistral-embed",),
    ModelVendor.AZURE: ("text-embedding-3-small", "text-embedding-3-large"),
    ModelVendor.OLLAMA: ("bge-m3", "embeddinggemma", "nomic-embed-text"),
    ModelVendor.OPENAI_COMPATIBLE: (),
}


def open_embedder(
    vendor: ModelVendor, given: Mapping[str, object], model: str, outbound: Outbound
) -> Embedder:
    """The model behind an account. Connects to nothing yet.

    Raises CredentialsInvalid, OutboundRefused and UnknownModel, the last also for vendors that have none.
    """
    if vendor not in VECTOR_MODELS or not MODEL_NAME.fullmatch(model):
        raise UnknownModel(field="model", model=model[:80])
    credentials = read_credentials(CATALOG[vendor].credentials, given, outbound.guard)
    return WiredEmbedder(_wire(credentials, model), model, outbound)


def _wire(credentials: Credentials, model: str) -> OpenAIVectors | GoogleVectors:
    match credentials:
        case OpenAICredentials():
            named = {"openai-organization": credentials.organization, "openai-project": credentials.project}
            headers = _bearer(credentials.api_key) | {name: value for name, value in named.items() if value}
            return OpenAIVectors(_under(credentials.base_url), headers, model)
        case AzureCredentials():
            headers = {"api-key": credentials.api_key.get_secret_value()}
            return OpenAIVectors(_azure_url(credentials, model), headers, model)
        case GoogleCredentials():
            headers = {"x-goog-api-key": credentials.api_key.get_secret_value()}
            name = quote(model.removeprefix("models/"), safe="")
            url = f"{credentials.base_url.rstrip('/')}/v1beta/models/{name}:batchEmbedContents"
            return GoogleVectors(url, headers, model)
        case MistralCredentials():
            return MistralVectors(
                _under(_with_version(credentials.base_url)), _bearer(credentials.api_key), model
            )
        case OllamaCredentials():
            return OpenAIVectors(
                _under(_with_version(credentials.base_url)), _bearer(credentials.api_key), model
            )
        case CompatibleCredentials():
            return OpenAIVectors(_under(credentials.base_url), _bearer(credentials.api_key), model)
        case _:
            raise AssertionError(f"no way to ask {type(credentials).__name__} for vectors")


def _with_version(base_url: str) -> str:
    return base_url.rstrip("/").removesuffix("/v1") + "/v1"


def _under(base_url: str) -> str:
    return f"{base_url.rstrip('/')}/embeddings"


def _bearer(key: SecretStr | None) -> dict[str, str]:
    return {"authorization": f"Bearer {key.get_secret_value()}"} if key else {}


def _azure_url(credentials: AzureCredentials, model: str) -> str:
    root = credentials.endpoint.rstrip("/").removesuffix("/openai/v1").removesuffix("/openai")
    if not credentials.api_version:
        return f"{root}/openai/v1/embeddings"
    deployment = f"{root}/openai/deployments/{quote(model, safe='')}"
    return f"{deployment}/embeddings?api-version={credentials.api_version}"
