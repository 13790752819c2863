"""The door to proof for other slices: who keeps real conversations gives them here to be held again."""

from centralita.studio.proof.domain.drawing import Drawable
from centralita.studio.proof.domain.recording import BadTurn, Happened, Recorded, SaidLine
from centralita.studio.proof.domain.standing import LOST
from centralita.studio.proof.records import Records, use_records

__all__ = ["LOST", "BadTurn", "Drawable", "Happened", "Recorded", "Records", "SaidLine", "use_records"]
