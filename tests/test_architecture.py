"""What was agreed about the house and can be checked by reading it: rooms, names, registries, statements."""

import ast
import importlib
import pkgutil
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import importers.sources
from importers.source import Source
from importers.sources import SOURCES, incident_counts
from importers.storing import filling, staging

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("webmap", "geodata", "importers", "migrations", "tests", "docs", "script")
TOP_LEVEL = {*ROOMS, "benchmarks", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"}
CODE = {".py", ".js", ".sql", ".html", ".css", ".toml", ".md", ".json", ".po", ".yml", ""}

# Words that this file may not hold either are put together here.
OPEN_WORK = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
REGISTRY_HOST = re.compile(
    r"py" r"pi\.org|python" r"hosted\.org|npm" r"js\.(org|com)|debian\." r"org|yarn" r"pkg\.com"
)
MACHINE_PATH = re.compile(r"(?<![\w.~/])/(work|root|home)" r"/\w")
EMPTY_NAMES = {"util", "helper", "common", "manager", "handler", "service", "base", "misc", "process"}
SQL_WORDS = re.compile(r"\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")
PARAMETER = re.compile(r"(?<![:\w]):([a-z_]\w*)(?!:)")

# package, its registry: each holds exactly what the modules beside it declare.
REGISTRIES = [
    ("geodata.layers", "LAYERS"),
    ("geodata.codes", "CODE_LISTS"),
    ("geodata.measure_types", "MEASURE_TYPES"),
    ("geodata.retention", "RULES"),
    ("geodata.screening", "FINDERS"),
    ("importers.sources", "SOURCES"),
    ("webmap.exports.formats", "FORMATS"),
    ("webmap.exports.layers", "EXPORT_LAYERS"),
]


def committed() -> list[Path]:
    """Return the files that are, or would be, committed."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [Path(name) for name in found if name and (ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return "file:line" of every line of code or text in which the pattern is found."""
    return [
        f"{file}:{number}"
        for file in committed()
        if file.suffix in CODE and file.name != "package-lock.json"
        for number, line in enumerate((ROOT / file).read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def modules() -> list[Path]:
    return [
        path for room in ("geodata", "importers", "webmap") for path in sorted(ROOT.glob(f"{room}/**/*.py"))
    ]


def statements() -> list[Path]:
    found = [path for room in ("geodata", "importers") for path in sorted(ROOT.glob(f"{room}/**/*.sql"))]
    # The guards are no statements that are asked: every database that the tests migrate has them installed.
    return [path.relative_to(ROOT) for path in found if "guards" not in path.parts]


def test_the_house_has_its_rooms_and_nothing_else_at_the_top():
    visible = {file.parts[0] for file in committed() if not file.parts[0].startswith(".")}
    assert visible <= TOP_LEVEL
    assert {room for room in ROOMS if (ROOT / room).is_dir()} == set(ROOMS)


def test_no_module_has_a_name_that_says_nothing():
    named = [file for file in committed() if file.suffix in {".py", ".js", ".sql"}]
    assert [str(file) for file in named if file.stem.lower().rstrip("s") in EMPTY_NAMES] == []


def test_open_work_lives_in_issues_and_not_in_the_code():
    assert lines_with(OPEN_WORK) == []


def test_no_registry_host_and_no_path_of_a_machine_is_committed():
    assert lines_with(REGISTRY_HOST) == []
    assert lines_with(MACHINE_PATH) == []


def test_the_lock_of_browser_packages_names_versions_and_no_addresses():
    lock = (ROOT / "webmap" / "browser" / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


@pytest.mark.parametrize(("package", "name"), REGISTRIES)
def test_a_registry_holds_what_the_modules_beside_it_declare(package: str, name: str):
    house = importlib.import_module(package)
    registered = list(getattr(house, name))
    kinds = tuple({type(entry) for entry in registered})
    declared = []
    for module in pkgutil.iter_modules(house.__path__, f"{package}."):
        for found in vars(importlib.import_module(module.name)).values():
            entries = found if isinstance(found, tuple) else (found,)
            declared += [entry for entry in entries if isinstance(entry, kinds)]
    assert registered
    assert {id(entry) for entry in registered} == {id(entry) for entry in declared}


def is_glued(node: ast.AST) -> bool:
    """Return whether the expression puts SQL and values together in Python."""
    if isinstance(node, ast.JoinedStr):
        parts = node.values
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        parts = [node.left, node.right]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        parts = [node.func.value, node]
    else:
        return False
    words = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return len(words) < len(parts) and any(SQL_WORDS.search(word) for word in words)


@pytest.mark.parametrize(
    ("expression", "glued"),
    [
        ('f"SELECT 1 FROM {table}"', True),
        ('"DELETE FROM " + table', True),
        ('"SELECT %s" % value', True),
        ('"SELECT {}".format(value)', True),
        ('"SELECT 1 " "FROM area"', False),
        ('f"Select {kind} areas"', False),
    ],
)
def test_glue_is_told_from_plain_statements(expression: str, glued: bool):
    assert any(is_glued(node) for node in ast.walk(ast.parse(expression))) is glued


def test_no_statement_is_glued_together_in_python():
    # What makes roles, grants and policies takes no parameters: its names come from the files beside it. The
    # statements on other people's GeoPackages have their names quoted, in databases that can only be read.
    glued = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        if path.parent.name != "guards" and not path.name.startswith("geopackage")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if is_glued(node)
    ]
    assert glued == []


@pytest.mark.parametrize("path", statements(), ids=str)
def test_a_statement_fits_a_page_and_its_header_names_its_parameters(path: Path):
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    header = " ".join(line for line in lines if line.startswith("--"))
    body = "\n".join(line.split("--")[0] for line in lines)
    assert len([line for line in body.splitlines() if line.strip()]) <= 50
    assert lines[0].startswith("-- ")
    assert [name for name in set(PARAMETER.findall(body)) if not re.search(rf"\b{name}\b", header)] == []


def source_of(path: Path) -> Source:
    """Return the source whose staged table a statement reads: the one it is named after, else any."""
    names = [
        name for _, name, _ in pkgutil.iter_modules(importers.sources.__path__) if path.stem.startswith(name)
    ]
    if path.stem == "events_staged":
        return incident_counts.SOURCE
    if path.parent.name != "sources" or not names:
        return next(source for source in SOURCES if source.positioned and "source_key" in source.staged)
    module = importlib.import_module(f"importers.sources.{max(names, key=len)}")
    return next(source for source in vars(module).values() if isinstance(source, Source))


@pytest.mark.parametrize("path", statements(), ids=str)
def test_a_statement_fits_the_migrated_schema(session: Session, path: Path):
    if path.parts[0] == "importers":
        source = source_of(path)
        staging.create(session, source)
        if source.in_bulk is not None:
            filling.lay_ground(session, source, source.in_bulk)
    connection = session.connection()
    body = "\n".join(line.split("--")[0] for line in (ROOT / path).read_text(encoding="utf-8").splitlines())
    names = list(dict.fromkeys(PARAMETER.findall(body)))
    numbered = PARAMETER.sub(lambda match: f"${names.index(match[1]) + 1}", body).replace("%", "%%")
    nulls = f"({', '.join(['NULL'] * len(names))})" if names else ""
    connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_generic_plan")
    connection.exec_driver_sql(f"PREPARE statement AS {numbered}")
    try:
        assert connection.exec_driver_sql(f"EXPLAIN EXECUTE statement{nulls}").all()
    finally:
        connection.exec_driver_sql("DEALLOCATE statement")


def test_every_dependency_has_its_exact_version_written_down():
    written = (ROOT / "script" / "constraints.txt").read_text(encoding="utf-8")
    exact = {
        re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([\w.-]+)==", written, re.MULTILINE)
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    names = {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", line)[0]).lower() for line in asked}
    assert names - exact == set()
