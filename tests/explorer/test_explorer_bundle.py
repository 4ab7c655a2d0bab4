import re
import shutil
import subprocess

import pytest

from analysis.explorer import bundle

FETCHING = re.compile(
    r"\bimport\s*[({'\"]|\bfrom\s+['\"]|\brequire\(|\bfetch\(|XMLHttpRequest|importScripts|"
    r"\bnew (?:Worker|WebSocket|EventSource)|sendBeacon|<script|<link|\beval\(|\bnew Function\("
)
LICENCES = re.compile(r"/\*.*?\*/", re.DOTALL)
NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml")
node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def run(*arguments) -> str:
    done = subprocess.run(["node", *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_module_needs_nothing_but_itself():
    code = LICENCES.sub("", bundle.script())
    assert FETCHING.findall(code) == []
    assert set(re.findall(r"https?://[^\s\"'`)]+", code)) <= set(NAMESPACES)
    assert re.findall(r"^export .*$", code, re.MULTILINE) == ["export default { render };"]


def test_the_style_needs_nothing_but_itself():
    assert re.findall(r"@import|url\(|https?://", bundle.style()) == []
    assert ".atlas" in bundle.style()


def test_each_call_gives_the_same():
    before = bundle.script(), bundle.style()
    bundle.script.cache_clear()
    bundle.style.cache_clear()
    assert (bundle.script(), bundle.style()) == before


def test_each_script_of_the_page_is_joined_or_made_for_the_still_page():
    scripts = {path.stem for path in (bundle.HERE / "static").glob("*.js")}
    assert scripts == {*bundle.PARTS, "still"}


def test_a_part_comes_after_those_that_it_needs():
    for place, part in enumerate(bundle.PARTS):
        source = (bundle.HERE / "static" / f"{part}.js").read_text(encoding="utf-8")
        needed = re.findall(r'^import [^;]+ from "\./(\w+)\.js";$', source, re.MULTILINE)
        assert set(needed) <= set(bundle.PARTS[:place]), part
        assert len(needed) == len(re.findall(r"^import ", source, re.MULTILINE))


@pytest.mark.long
@node
def test_each_part_is_a_module(tmp_path):
    for part in (*bundle.PARTS, "still"):
        copy = tmp_path / f"{part}.mjs"
        copy.write_bytes((bundle.HERE / "static" / f"{part}.js").read_bytes())
        run("--check", copy)


@node
def test_the_parts_joined_are_a_module_that_renders(tmp_path):
    joined = tmp_path / "joined.mjs"
    joined.write_text(bundle.script(), encoding="utf-8")
    run("--check", joined)
    loader = tmp_path / "loader.mjs"
    loader.write_text(
        'import widget from "./joined.mjs";\n'
        "console.log(Object.keys(widget).join(), typeof widget.render);\n"
    )
    assert run(loader) == "render function"


@node
def test_names_of_one_part_stay_out_of_the_others(tmp_path):
    parts = [
        "const own = 1;\nexport const first = own;\n",
        'import { first } from "./a.js";\n\nconst own = 2;\n'
        "export function sum() {\n  return first + own;\n}\n",
    ]
    joined = tmp_path / "joined.mjs"
    joined.write_text("\n".join([*map(bundle._part, parts), "console.log(sum(), typeof own);"]))
    assert run(joined) == "3 undefined"
