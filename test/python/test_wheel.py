"""What is shipped: the files of the wheel and of the npm package, their licences, and the same ones twice."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from email import message_from_string
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
BUILT = ROOT / "jupyterlab_attention" / "labextension" / "package.json"
LAB = "jupyterlab_attention-*.data/data/share/jupyter/labextensions/jupyterlab-attention/"

#: Every file of the wheel matches one of these, and each of these is there. ``*`` stays in its folder.
WANTED = [
    "jupyterlab_attention/*.py",
    "jupyterlab_attention/*.json",
    "jupyterlab_attention/picture.ttf",
    "jupyterlab_attention/picture-font-license.txt",
    "jupyterlab_attention/locale/*/LC_MESSAGES/jupyterlab_attention.json",
    f"{LAB}package.json",
    f"{LAB}install.json",
    f"{LAB}schemas/jupyterlab-attention/plugin.json",
    f"{LAB}static/remoteEntry.*.js",
    f"{LAB}static/style.js",
    f"{LAB}static/[0-9]*.js",
    f"{LAB}static/lessons-*.js",
    f"{LAB}static/worker.*.js",
    f"{LAB}static/sketcher.*.js",
    f"{LAB}static/third-party-licenses.json",
    "jupyterlab_attention-*.dist-info/METADATA",
    "jupyterlab_attention-*.dist-info/WHEEL",
    "jupyterlab_attention-*.dist-info/RECORD",
    "jupyterlab_attention-*.dist-info/entry_points.txt",
    "jupyterlab_attention-*.dist-info/licenses/LICENSE",
]

#: What a build reads.
SOURCES = [
    "assembly",
    "hatch_build.py",
    "install.json",
    "jupyterlab_attention",
    "lib",
    "lessons",
    "locale",
    "CHANGELOG.md",
    "LICENSE",
    "package.json",
    "package-lock.json",
    "pyproject.toml",
    "README.md",
    "schema",
    "scripts",
    "src",
    "style",
]

#: The package, in which the build leaves what it makes.
OWN = "jupyterlab_attention"

#: What leaves code in the bundle without being a module of it.
COMPILED_IN = {"@rspack/core", "assemblyscript"}

pytestmark = pytest.mark.skipif(
    not BUILT.exists(), reason="the extension has not been built: npm run build"
)


def fits(name, pattern):
    parts, patterns = name.split("/"), pattern.split("/")
    return len(parts) == len(patterns) and all(map(fnmatchcase, parts, patterns))


def run(command, folder, **environment):
    npm = shutil.which(command[0]) or command[0]
    subprocess.run(
        [npm, *map(str, command[1:])],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, **environment},
    )


def link(source, target):
    """A second name of the file where that can be, a copy elsewhere."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def copy_of_the_project(folder, *, newer=0):
    """The sources in another folder, as in a clone of its own, its files dated ``newer`` seconds later."""
    folder.mkdir(parents=True)
    shutil.copytree(
        ROOT / "node_modules", folder / "node_modules", copy_function=link, symlinks=True
    )

    def left_out(folder, names):
        made = {"__pycache__", *(["labextension", "locale"] if folder == str(ROOT / OWN) else [])}
        return made & set(names)

    for name in SOURCES:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=left_out)
        else:
            shutil.copy2(source, target)
        for file in [target, *target.rglob("*")]:
            time = file.stat().st_mtime + newer
            os.utime(file, (time, time))
    return folder


def build(folder, *options):
    run(["npm", "run", "--silent", "build:labextension", "--", *options], folder)
    return folder / "jupyterlab_attention" / "labextension"


def wheel_of(folder, **environment):
    command = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    run([sys.executable, *command, "--wheel-dir", "dist", "."], folder, **environment)
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def clones(tmp_path_factory):
    """Two copies of the project: in folders of different depth, and a day apart."""
    here = tmp_path_factory.mktemp("wheel")
    clones = [copy_of_the_project(here / "one")]
    clones.append(copy_of_the_project(here / "another" / "deeper one", newer=-86_400))
    for clone in clones:
        build(clone)
    yield clones
    shutil.rmtree(here)


@pytest.fixture(scope="module")
def wheels(clones):
    one, another = clones
    return [wheel_of(one), wheel_of(another, TZ="Pacific/Auckland", PYTHONHASHSEED="7")]


@pytest.fixture(scope="module")
def wheel(wheels):
    with zipfile.ZipFile(wheels[0]) as wheel:
        yield wheel


@pytest.fixture(scope="module")
def bundled(clones):
    """The packages in the bundle, as its source maps tell: they know nothing of our list."""
    maps = build(clones[0], "--source-map").glob("static/*.map")
    files = [source for file in maps for source in json.loads(file.read_text())["sources"]]
    found = (re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", source) for source in files)
    return {names[-1] for names in found if names}


@pytest.fixture(scope="module")
def in_page(clones):
    """The packages in the page that stands for itself, as it names them to whoever has it."""
    (notices,) = re.findall(
        r"<!--\n(.*)-->", (clones[0] / "lib" / "page.txt").read_text(), re.DOTALL
    )
    return set(re.findall(r"((?:@[\w-]+/)?[\w.-]+) \d+\.\d+\.\d+ \([\w.-]+\)", notices))


def test_two_builds_of_one_state_are_the_same_to_the_byte(wheels):
    one, another = wheels
    names = [zipfile.ZipFile(wheel).namelist() for wheel in wheels]
    assert names[0] == names[1]
    assert one.read_bytes() == another.read_bytes()


def test_the_folder_of_a_build_changes_no_name(clones, tmp_path):
    names, place = [], clones[1]
    try:
        for folder in ["a", "bb", "ccc", "x/y/z"]:
            moved = tmp_path / folder / "one"
            moved.parent.mkdir(parents=True)
            place = place.rename(moved)
            names.append(sorted(file.name for file in build(place).glob("static/*.js")))
    finally:
        place.rename(clones[1])
    assert all(each == names[0] for each in names)


def test_the_wheel_holds_what_is_wanted_and_nothing_else(wheel):
    names = wheel.namelist()
    assert len(names) == len(set(names))
    assert [name for name in names if not any(fits(name, pattern) for pattern in WANTED)] == []
    assert [pattern for pattern in WANTED if not any(fits(name, pattern) for name in names)] == []
    assert sum(fits(name, f"{LAB}static/remoteEntry.*.js") for name in names) == 1
    assert "jupyterlab_attention/vocabulary.json" in names


def test_nothing_in_the_wheel_tells_where_it_was_built(wheel, clones):
    for name in wheel.namelist():
        content = wheel.read(name)
        assert b"\n//# sourceMappingURL=" not in content
        for clone in [ROOT, *clones]:
            assert str(clone).encode() not in content


def test_every_package_in_the_bundle_has_a_licence_with_its_text(wheel, bundled, in_page):
    (name,) = (name for name in wheel.namelist() if name.endswith("third-party-licenses.json"))
    packages = json.loads(wheel.read(name))["packages"]
    assert {package["name"] for package in packages} == bundled | in_page | COMPILED_IN
    assert in_page >= {"@lumino/signaling", "react-dom", "d3-zoom"}
    assert not any(name.startswith("plotly") for name in in_page)
    assert bundled >= {"d3-transition", "d3-timer", "d3-ease", "plotly.js", "react-dom"}
    for package in packages:
        assert package["licenseId"] in {"Apache-2.0", "BSD-3-Clause", "ISC", "MIT", "Zlib"}
        assert re.match(r"\d+\.\d+\.\d+", package["versionInfo"])
        assert re.search(r"copyright|apache license", package["extractedText"], re.IGNORECASE)
        assert len(package["extractedText"]) > 500


def test_the_metadata_says_what_it_is_and_what_it_needs(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith("METADATA"))
    metadata = message_from_string(wheel.read(name).decode())
    assert metadata["License-Expression"] == "BSD-3-Clause"
    assert metadata.get_all("License-File") == ["LICENSE"]
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata["Version"] == json.loads((ROOT / "package.json").read_text())["version"]
    required = [need for need in metadata.get_all("Requires-Dist") if "extra ==" not in need]
    assert [re.match(r"[\w-]+", need).group() for need in required] == ["pillow"]
    assert {
        "Framework :: Jupyter :: JupyterLab :: 4",
        "Framework :: Jupyter :: JupyterLab :: Extensions :: Prebuilt",
    } <= set(metadata.get_all("Classifier"))


def test_jupyterlab_finds_the_languages_in_the_wheel(wheel, tmp_path):
    wheel.extractall(tmp_path)
    (tmp_path / "pack_de_DE").mkdir()
    (tmp_path / "pack_de_DE" / "__init__.py").touch()
    pack = tmp_path / "pack_de_DE-1.dist-info"
    pack.mkdir()
    (pack / "METADATA").write_text("Name: pack_de_DE\nVersion: 1\n")
    (pack / "entry_points.txt").write_text("[jupyterlab.languagepack]\nde_DE = pack_de_DE\n")
    ask = (
        "import json; from jupyterlab_server.translation_utils import get_language_pack;"
        "print(json.dumps(get_language_pack('de_DE')))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    domains, problems = json.loads(answer.stdout)
    assert problems.strip() == ""
    catalogue = domains["jupyterlab_attention"]
    assert catalogue[""]["language"] == "de-DE"
    assert catalogue["Attention weights"] == ["Gewichte"]
    languages = {name.split("/")[2] for name in wheel.namelist() if "/LC_MESSAGES/" in name}
    assert languages == {folder.name for folder in (ROOT / "locale").iterdir() if folder.is_dir()}


def test_a_build_is_made_anew_when_a_source_has_changed(clones):
    sys.path.insert(0, str(ROOT))
    try:
        from hatch_build import is_built
    finally:
        sys.path.remove(str(ROOT))
    clone = clones[1]
    built = (clone / "jupyterlab_attention/labextension/package.json").stat().st_mtime
    assert is_built(clone)
    source = clone / "src" / "index.ts"
    before = source.stat().st_mtime
    os.utime(source, (built + 1, built + 1))
    assert not is_built(clone)
    os.utime(source, (before, before))
    assert not is_built(clone / "src")


def test_the_npm_package_holds_what_its_sources_make_and_nothing_else(clones):
    # A file that an earlier source has left behind is not packed.
    stale = clones[0] / "lib" / "engine" / "gone.js"
    stale.write_text("export {};\n")
    run(["node", "scripts/clean.mjs", "--stale"], clones[0])
    assert not stale.exists()
    npm = shutil.which("npm")
    command = [npm, "pack", "--dry-run", "--json", "--ignore-scripts"]
    packed = subprocess.run(command, cwd=clones[0], check=True, capture_output=True, text=True)
    paths = {file["path"] for file in json.loads(packed.stdout)[0]["files"]}
    made = {path for path in paths if path.startswith("lib/")}
    sources = {
        re.sub(r"\.tsx?$", "", path.relative_to(ROOT / "src").as_posix())
        for path in (ROOT / "src").rglob("*.ts*")
        if not path.name.endswith(".d.ts")
    }
    compiled = {f"lib/{source}{end}" for source in sources for end in (".js", ".d.ts")}
    styles = {
        f"lib/{path.relative_to(ROOT / 'src').as_posix()}" for path in (ROOT / "src").rglob("*.css")
    }
    assert made == compiled | styles | {"lib/page.txt"}
    assert {path for path in paths - made if not re.fullmatch(r"style/.+\.css", path)} == {
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "package.json",
        "schema/plugin.json",
        "src/format/attention.v1.schema.json",
    }
