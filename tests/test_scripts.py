import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "script"


def run(*arguments: str):
    return subprocess.run(
        arguments, check=False, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("name", ["server", "test"])
def test_a_command_tells_how_it_is_used_before_it_sets_anything_up(name):
    told = run(SCRIPT / name, "--help")
    assert told.returncode == 0
    assert f"script/{name}" in told.stdout
    assert "Ready" not in told.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["--prot", "8001"], "unknown argument --prot"), (["--port"], "--port needs a value")],
)
def test_wrong_use_of_the_server_is_said_before_it_sets_anything_up(arguments, sentence):
    told = run(SCRIPT / "server", *arguments)
    assert told.returncode == 2
    assert sentence in told.stderr
    assert "Ready" not in told.stdout


@pytest.mark.parametrize("name", ["server", "setup", "test", "../.ci/run"])
def test_a_script_is_sound_bash_and_may_be_run(name):
    assert run("bash", "-n", SCRIPT / name).returncode == 0
    assert (SCRIPT / name).stat().st_mode & 0o111 == 0o111
