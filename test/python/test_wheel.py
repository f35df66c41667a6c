import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
BUILT = ROOT / "jupyterlab_attention" / "labextension" / "package.json"
LAB = "data/share/jupyter/labextensions/jupyterlab-attention/"


@pytest.mark.skipif(not BUILT.exists(), reason="the extension has not been built: npm run build")
def test_the_wheel_holds_the_package_and_the_extension_once(tmp_path):
    command = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([sys.executable, *command, tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    assert "jupyterlab_attention/vocabulary.json" in names
    assert sum(name.endswith(f"{LAB}package.json") for name in names) == 1
    assert sum(name.endswith(f"{LAB}install.json") for name in names) == 1
    assert (
        sum(name.endswith(f"{LAB}schemas/jupyterlab-attention/plugin.json") for name in names) == 1
    )
    assert sum("remoteEntry" in name for name in names) == 1
    assert not any(
        name.startswith(("jupyterlab_attention/labextension", "test", "src")) for name in names
    )
