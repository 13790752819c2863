"""From a published version to what a platform is given, and what is lost on the way. Pure."""

from centralita.studio.deployments.compile.build import Compiled, compile_agent
from centralita.studio.deployments.compile.losses import Loss, losses_of
from centralita.studio.deployments.compile.source import Source

__all__ = ["Compiled", "Loss", "Source", "compile_agent", "losses_of"]
