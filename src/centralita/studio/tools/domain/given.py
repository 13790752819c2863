"""What is known of a conversation and of who is in it without anybody saying it: a model cannot make it up. Pure.

`contact.*` is the contact of a call, `caller.number` the number on the line as the network tells it, `visitor.id` what
the page that opened the conversation calls its visitor. What is not known is not given.
"""

from collections.abc import Mapping
from typing import Final

# For the bench, where nobody is on the line: as it looks in a conversation, and nobody's.
SAMPLES: Final[Mapping[str, str]] = {
    "conversation.id": "test",
    "conversation.language": "es",
    "conversation.channel": "test",
    "contact.id": "con_00000000000000000000000000",
    "contact.name": "Ana Prueba",
    "contact.phone": "+34910000000",
    "contact.email": "ana@example.com",
    "caller.number": "+34910000000",
    "visitor.id": "test",
}
GIVEN: Final = tuple(SAMPLES)
