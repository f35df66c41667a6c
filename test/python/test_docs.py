"""The code in the documentation runs as it stands."""

import re
import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TEXTS = {page.stem: page.read_text("utf-8") for page in DOCS.glob("*.md")}
CODE = {name: "\n".join(BLOCK.findall(text)) for name, text in TEXTS.items()}


@pytest.mark.parametrize("name", sorted(name for name, code in CODE.items() if code))
def test_blocks_of_a_page_run_one_after_the_other(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = tmp_path / f"{name}.py"
    page.write_text(CODE[name], "utf-8")
    runpy.run_path(str(page))
