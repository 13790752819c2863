"""What keeps a file from being read. Pure."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: a code, the file's name and what the sentence speaks of."""

    code: str
    file: str = ""
    data: dict[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """Nothing was made of what came in; `faults` say why. Never leaves this slice."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults
