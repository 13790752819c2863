"""From an account's credentials to a model that can be asked."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from pydantic import SecretStr

from centralita.kit.outbound import Outbound
from centralita.providers.credentials import Credentials, read_credentials
from centralita.providers.llm.anthropic_wire import AnthropicWire
from centralita.providers.llm.bedrock import bedrock_model
from centralita.providers.llm.catalog import CATALOG, ModelVendor
from centralita.providers.llm.credentials import (
    AnthropicCredentials,
    AzureCredentials,
    BedrockCredentials,
    CompatibleCredentials,
    GoogleCredentials,
    GroqCredentials,
    MistralCredentials,
    OllamaCredentials,
    OpenAICredentials,
)
from centralita.providers.llm.errors import UnknownModel
from centralita.providers.llm.google_wire import GoogleWire
from centralita.providers.llm.mistral_wire import MistralWire
from centralita.providers.llm.model import LanguageModel
from centralita.providers.llm.openai_wire import OpenAIWire
from centralita.providers.llm.traits import anthropic_traits, google_traits, openai_traits
from centralita.providers.llm.wire import Wire
from centralita.providers.llm.wire_model import WireModel

# Some vendors have the name in the path of their URL.
MODEL_NAME: Final = re.compile(r"(?!.*\.\.)[A-Za-z0-9@][A-Za-z0-9._:/@+-]{0,199}")


def open_model(
    vendor: ModelVendor, given: Mapping[str, object], model: str, outbound: Outbound
) -> LanguageModel:
    """The model behind an account. Connects to nothing yet.

    It blocks while a vendor's library is imported for the first time: from a loop, use `ModelCache`. Raises
    CredentialsInvalid, OutboundRefused and UnknownModel.
    """
    if not MODEL_NAME.fullmatch(model):
        raise UnknownModel(field="model", model=model[:80])
    credentials = read_credentials(CATALOG[vendor].credentials, given, outbound.guard)
    if isinstance(credentials, BedrockCredentials):
        return bedrock_model(credentials, model, outbound)
    return WireModel(_wire(credentials, model), model, outbound)


def _wire(credentials: Credentials, model: str) -> Wire:
    match credentials:
        case OpenAICredentials():
            headers = _bearer(credentials.api_key)
            named = {"openai-organization": credentials.organization, "openai-project": credentials.project}
            headers |= {name: value for name, value in named.items() if value}
            url = _completions(credentials.base_url)
            return OpenAIWire(url, headers, model, exact=True, traits=openai_traits(model))
        case AzureCredentials():
            headers = {"api-key": credentials.api_key.get_secret_value()}
            return OpenAIWire(_azure_url(credentials, model), headers, model, exact=True)
        case AnthropicCredentials():
            headers = {"x-api-key": credentials.api_key.get_secret_value()}
            url = credentials.base_url.rstrip("/").removesuffix("/v1") + "/v1/messages"
            return AnthropicWire(url, headers, model, traits=anthropic_traits(model))
        case GoogleCredentials():
            headers = {"x-goog-api-key": credentials.api_key.get_secret_value()}
            return GoogleWire(_google_url(credentials, model), headers, model, traits=google_traits(model))
        case MistralCredentials():
            url = _completions(credentials.base_url.rstrip("/").removesuffix("/v1") + "/v1")
            return MistralWire(url, _bearer(credentials.api_key), model)
        case OllamaCredentials():
            base, key = credentials.base_url.rstrip("/").removesuffix("/v1") + "/v1", credentials.api_key
        case CompatibleCredentials():
            base, key = credentials.base_url, credentials.api_key
        case GroqCredentials():
            base, key = credentials.base_url, credentials.api_key
        case _:
            raise AssertionError(f"no way to open {type(credentials).__name__}")
    return OpenAIWire(_completions(base), _bearer(key), model)


def _completions(base_url: str) -> str:
    return f"{base_url.rstrip('/')}/chat/completions"


def _bearer(key: SecretStr | None) -> dict[str, str]:
    return {"authorization": f"Bearer {key.get_secret_value()}"} if key else {}


def _google_url(credentials: GoogleCredentials, model: str) -> str:
    name = quote(model.removeprefix("models/"), safe="")
    return f"{credentials.base_url.rstrip('/')}/v1beta/models/{name}:streamGenerateContent?alt=sse"


def _azure_url(credentials: AzureCredentials, model: str) -> str:
    root = credentials.endpoint.rstrip("/").removesuffix("/openai/v1").removesuffix("/openai")
    if not credentials.api_version:
        return f"{root}/openai/v1/chat/completions"
    deployment = f"{root}/openai/deployments/{quote(model, safe='')}"
    return f"{deployment}/chat/completions?api-version={credentials.api_version}"
