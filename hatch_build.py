"""Builds the JupyterLab extension before it is packed, where it has not been built yet."""

import subprocess
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LabExtensionHook(BuildHookInterface):
    """Runs npm when ``labextension/package.json`` is missing; needs Node 20 then."""

    def initialize(self, version, build_data):
        root = Path(self.root)
        if (
            version == "editable"
            or (root / "jupyterlab_attention/labextension/package.json").exists()
        ):
            return
        for command in (["npm", "ci"], ["npm", "run", "build"]):
            subprocess.run(command, cwd=root, check=True)
