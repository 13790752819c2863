"""Language models of any vendor behind one protocol.

`open_model` turns an account into a `LanguageModel`, `ModelCache` keeps opened ones, `FallbackModel` puts a second
one behind the first, `cost_of` prices a reply. `ScriptedModel` is the model in memory, `ScriptedServer` (in its own
module) the same behind a wire.
"""

from centralita.providers.credentials import Credentials, CredentialsInvalid, read_credentials
from centralita.providers.llm.cache import ModelCache
from centralita.providers.llm.catalog import CATALOG, ModelVendor, VendorEntry
from centralita.providers.llm.errors import (
    BadCredentials,
    ContextTooLong,
    MalformedReply,
    ModelError,
    ModelUnavailable,
    OutOfQuota,
    RateLimited,
    Refused,
    Rejected,
    TimedOut,
    UnknownModel,
)
from centralita.providers.llm.fallback import FallbackModel
from centralita.providers.llm.model import (
    ConnectionReport,
    Finish,
    LanguageModel,
    Message,
    ModelChunk,
    ModelReply,
    ModelRequest,
    TextDelta,
    Timeouts,
    Tool,
    ToolCall,
)
from centralita.providers.llm.opening import open_model
from centralita.providers.llm.prices import cost_of
from centralita.providers.llm.scripted import Line, ScriptedModel
from centralita.providers.llm.streams import whole

__all__ = [
    "CATALOG",
    "BadCredentials",
    "ConnectionReport",
    "ContextTooLong",
    "Credentials",
    "CredentialsInvalid",
    "FallbackModel",
    "Finish",
    "LanguageModel",
    "Line",
    "MalformedReply",
    "Message",
    "ModelCache",
    "ModelChunk",
    "ModelError",
    "ModelReply",
    "ModelRequest",
    "ModelUnavailable",
    "ModelVendor",
    "OutOfQuota",
    "RateLimited",
    "Refused",
    "Rejected",
    "ScriptedModel",
    "TextDelta",
    "TimedOut",
    "Timeouts",
    "Tool",
    "ToolCall",
    "UnknownModel",
    "VendorEntry",
    "cost_of",
    "open_model",
    "read_credentials",
    "whole",
]
