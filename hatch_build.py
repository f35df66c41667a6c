"""Builds the JupyterLab extension before it is packed, unless it is there and newer than its sources."""

import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: What goes into the bundle.
SOURCES = (
    "src",
    "style",
    "schema",
    "lessons",
    "locale",
    "assembly",
    "scripts",
    "package.json",
    "package-lock.json",
)


class LabExtensionHook(BuildHookInterface):
    """Runs npm, which needs Node 20, where there is no build or one that is older than a source."""

    def initialize(self, version, build_data):
        root = Path(self.root)
        if version == "editable" or is_built(root):
            return
        npm = "npm.cmd" if sys.platform == "win32" else "npm"
        commands = [[npm, "run", "build"]]
        if not (root / "node_modules").exists():
            commands.insert(0, [npm, "ci"])
        for command in commands:
            subprocess.run(command, cwd=root, check=True)


def is_built(root):
    """Whether there is a build for production, and no source has changed since."""
    built = root / "jupyterlab_attention/labextension/package.json"
    if not built.exists() or not (root / "jupyterlab_attention/locale").exists():
        return False
    if (built.parent / "build_log.json").exists():
        return False  # it is what `npm run watch` leaves, whose build is for development
    made = built.stat().st_mtime
    files = (file for source in SOURCES for file in [root / source, *(root / source).rglob("*")])
    return all(file.stat().st_mtime <= made for file in files if file.is_file())
