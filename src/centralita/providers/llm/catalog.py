"""The vendors of language models: their names, forms and the models to suggest. Data, for screens and for docs."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from centralita.providers.credentials import Credentials
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


class ModelVendor(StrEnum):
    """A kind of provider account that brings language models."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    GOOGLE = "google"
    GROQ = "groq"
    MISTRAL = "mistral"
    AZURE = "azure"
    BEDROCK = "bedrock"
    OLLAMA = "ollama"
    OPENAI_COMPATIBLE = "openai_compatible"


@dataclass(frozen=True, slots=True)
class VendorEntry:
    """One vendor. `models` are suggestions, quick and cheap first; any other name may be typed.

    `prices` is the vendor's name in the price list, none where nobody can know the price.
    """

    vendor: ModelVendor
    label: str
    credentials: type[Credentials]
    models: tuple[str, ...]
    keys_page: str
    prices: str | None

    @property
    def default_model(self) -> str:
        """The suggestion to start with; empty where models have names of the customer's own."""
        return self.models[0] if self.models else ""

    def form(self) -> dict[str, Any]:
        """The JSON Schema of the account's form.

        Secret fields have `format: password` and `writeOnly`; `x-label` holds the label in each language, and
        `x-advanced` marks what most people leave alone.
        """
        return self.credentials.model_json_schema()


CATALOG: Final[dict[ModelVendor, VendorEntry]] = {
    entry.vendor: entry
    for entry in (
        VendorEntry(
            ModelVendor.OPENAI,
            "OpenAI",
            OpenAICredentials,
            ("gpt-5.4-mini", "gpt-5.4-nano", "gpt-4.1-mini", "gpt-6-luna", "gpt-6.1-terra"),
            "https://platform.openai.com/api-keys",
            "openai",
        ),
        VendorEntry(
            ModelVendor.ANTHROPIC,
            "Anthropic",
            AnthropicCredentials,
            ("claude-haiku-5-5", "claude-haiku-4-5", "claude-sonnet-5-5"),
            "https://platform.claude.com/settings/keys",
            "anthropic",
        ),
        VendorEntry(
            ModelVendor.GOOGLE,
            "Google Gemini",
            GoogleCredentials,
            ("gemini-3.8-flash", "gemini-3.5-flash-lite", "gemini-2.5-flash"),
            "https://aistudio.google.com/apikey",
            "google",
        ),
        VendorEntry(
            ModelVendor.GROQ,
            "Groq",
            GroqCredentials,
            ("openai/gpt-oss-120b", "openai/gpt-oss-20b", "llama-3.3-70b-versatile"),
            "https://console.groq.com/keys",
            "groq",
        ),
        VendorEntry(
            ModelVendor.MISTRAL,
            "Mistral AI",
            MistralCredentials,
            ("mistral-small-latest", "mistral-medium-latest", "ministral-8b-latest"),
            "https://console.mistral.ai/api-keys",
            "mistral",
        ),
        VendorEntry(
            ModelVendor.AZURE, "Azure OpenAI", AzureCredentials, (), "https://portal.azure.com", "azure"
        ),
        VendorEntry(
            ModelVendor.BEDROCK,
            "Amazon Bedrock",
            BedrockCredentials,
            ("amazon.nova-lite-v1:0", "global.anthropic.claude-haiku-5-5"),
            "https://console.aws.amazon.com/iam",
            "aws",
        ),
        VendorEntry(
            ModelVendor.OLLAMA,
            "Ollama",
            OllamaCredentials,
            ("llama3.2", "qwen3", "gemma3"),
            "https://ollama.com/download",
            None,
        ),
        VendorEntry(ModelVendor.OPENAI_COMPATIBLE, "OpenAI compatible", CompatibleCredentials, (), "", None),
    )
}
