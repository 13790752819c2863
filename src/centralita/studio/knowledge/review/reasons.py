"""Why a finding is put aside."""

from typing import Literal

Reason = Literal["no_contradiction", "done", "fine"]
