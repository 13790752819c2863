"""After how long a chat that nobody goes on with is over: the organization's wish."""

from typing import Annotated, Final

from pydantic import Field

SETTING: Final = "chat_idle_minutes"
DEFAULT_MINUTES: Final = 30
# Within five minutes many people look something up; after a week nobody means to go on.
LEAST_MINUTES: Final = 5
MOST_MINUTES: Final = 7 * 24 * 60

ChatIdleMinutes = Annotated[int, Field(ge=LEAST_MINUTES, le=MOST_MINUTES)]
