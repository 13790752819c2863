"""Amazon Bedrock, through pydantic-ai: its wire is binary, and its requests are signed by Amazon's own SDK."""

from centralita.kit.outbound import Outbound
from centralita.providers.llm.credentials import BedrockCredentials
from centralita.providers.llm.model import LanguageModel


def bedrock_model(credentials: BedrockCredentials, model: str, outbound: Outbound) -> LanguageModel:
    """Its SDK brings an HTTP client of its own, so no part of its address is typed: a region is a pattern.

    Keys are always the account's: left to itself the SDK would fall back on this machine's own.
    """
    import boto3
    from botocore.config import Config
    from pydantic_ai.models.bedrock import BedrockConverseModel
    from pydantic_ai.providers.bedrock import BedrockProvider

    from centralita.providers.llm.pydantic_model import PydanticAiModel

    token = credentials.session_token
    client = boto3.client(
        "bedrock-runtime",
        region_name=credentials.region,
        aws_access_key_id=credentials.access_key_id,
        aws_secret_access_key=credentials.secret_access_key.get_secret_value(),
        aws_session_token=token.get_secret_value() if token else None,
        config=Config(
            connect_timeout=5,
            read_timeout=90,
            retries={"total_max_attempts": 1},
            proxies={},
            ignore_configured_endpoint_urls=True,
            max_pool_connections=50,
        ),
    )
    made = BedrockConverseModel(model, provider=BedrockProvider(bedrock_client=client))
    return PydanticAiModel(lambda _client: made, model, outbound)
