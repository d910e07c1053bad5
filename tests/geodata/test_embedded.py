import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from geodata import embedded_home
from geodata.embedded import FORGETFUL, Cluster
from geodata.embedded_home import Account
from geodata.errors import SetupError

# A program that stays inside `running` until its input ends.
USER = """
import sys
from pathlib import Path
from geodata.embedded import FORGETFUL, Cluster
with Cluster(Path(sys.argv[1]), FORGETFUL).running():
    print("inside", flush=True)
    sys.stdin.read()
"""


def make_home(*parts: str) -> Path:
    """Return a new folder that PostgreSQL's own user may enter, unlike those that pytest makes for root."""
    home = Path(tempfile.mkdtemp(prefix="tryggkarta-"))
    home.chmod(0o711)
    return home.joinpath(*parts)


@pytest.fixture(scope="module")
def made():
    """A cluster that was made once; each test finds it stopped."""
    cluster = Cluster(make_home(), FORGETFUL)
    yield cluster
    cluster.destroy()
    shutil.rmtree(cluster.home)


@pytest.fixture
def cluster(made):
    yield made
    made.stop()


@contextlib.contextmanager
def user_of(cluster):
    """Another process that uses the cluster, in a process group of its own."""
    command = [sys.executable, "-c", USER, str(cluster.home)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0
    ) as process:
        assert process.stdout.readline() == b"inside\n"
        yield process


def ask(cluster, statement, database="postgres"):
    with closing(cluster.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def eventually(condition):
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_what_was_written_is_there_after_a_full_stop_and_start(cluster):
    cluster.start()
    cluster.drop_database("kept")
    cluster.create_database("kept")
    ask(cluster, "CREATE TABLE note AS SELECT 'still here' AS line", "kept")
    cluster.stop()
    assert not cluster.status().running
    cluster.start()
    assert ask(cluster, "SELECT line FROM note", "kept") == [("still here",)]


def test_a_killed_server_leaves_nothing_that_hinders_the_next_start(cluster):
    cluster.start()
    killed = cluster.status().pid
    os.kill(killed, signal.SIGKILL)
    assert eventually(lambda: not Path(f"/proc/{killed}").exists()), "the killed server stayed a zombie"
    cluster.start()
    assert cluster.status().running


def test_a_server_killed_in_use_comes_back_by_itself(cluster):
    with cluster.running():
        killed = cluster.status().pid
        os.kill(killed, signal.SIGKILL)
        assert eventually(lambda: cluster.status().pid not in {None, killed})
    assert not cluster.status().running


@pytest.mark.parametrize("content", ["{pid}\n/elsewhere\n", ""], ids=["pid of another program", "empty"])
def test_a_stale_pid_file_is_no_running_server(cluster, content):
    cluster.start()
    cluster.stop()
    folder = cluster.status().folder
    (folder / "data" / "postmaster.pid").write_text(content.format(pid=os.getpid()))
    (folder / "socket" / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    assert not cluster.status().running
    cluster.start()
    assert cluster.status().running


def test_the_last_user_to_leave_stops_the_cluster(cluster):
    with user_of(cluster) as first, user_of(cluster) as second:
        first.communicate()
        assert cluster.status().running
        second.communicate()
    assert not cluster.status().running


def test_a_cluster_that_was_started_to_stay_outlives_its_users(cluster):
    cluster.start()
    with user_of(cluster) as user:
        user.communicate()
    assert cluster.status().running


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_no_server_is_left_after_a_signal_to_the_whole_group(cluster, number):
    with user_of(cluster) as user:
        os.killpg(user.pid, number)
        user.wait(timeout=20)
    assert not cluster.status().running
    assert "database system is shut down" in cluster.status().log.read_text().splitlines()[-1]


def test_a_home_with_a_long_and_odd_path_gets_a_short_socket():
    home = make_home("å, 'ä' & \"ö\"", "x" * 120)
    cluster = Cluster(home, FORGETFUL)
    with cluster.running():
        assert len(bytes(cluster.status().socket_folder)) < 90
        assert ask(cluster, "SELECT 1") == [(1,)]
    cluster.destroy()
    shutil.rmtree(home.parents[1])


def test_a_home_that_the_server_may_not_enter_gets_its_database_elsewhere(tmp_path):
    stranger = Account(uid=os.geteuid() + 4000, gid=os.getegid() + 4000, is_other=True)
    tmp_path.chmod(0o700)
    home = tmp_path / "my-clone" / "var"
    folder = embedded_home.cluster_folder(home, stranger)
    assert folder.parent == embedded_home.SYSTEM_FOLDER
    assert folder.name.startswith("my-clone-")
    assert folder != embedded_home.cluster_folder(tmp_path / "other" / "var", stranger)


def test_the_owner_makes_databases_with_postgis_and_is_no_superuser(cluster):
    cluster.start()
    cluster.drop_database("owned")
    cluster.create_database("owned")
    ask(cluster, "SET ROLE tryggkarta_owner; CREATE TABLE square (shape geometry(Polygon, 3008))", "owned")
    rights = "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname LIKE 'tryggkarta%' ORDER BY 1"
    assert ask(cluster, rights) == [
        ("tryggkarta_owner", False, True),
        ("tryggkarta_police", False, False),
        ("tryggkarta_web", False, False),
    ]


def test_swedish_words_sort_as_swedes_do(cluster):
    cluster.start()
    sort = "SELECT string_agg(w, '' ORDER BY w COLLATE \"sv-x-icu\") FROM unnest('{ö,a,å,z,ä}'::text[]) w"
    assert ask(cluster, sort) == [("azåäö",)]


def test_nothing_listens_on_the_network_and_nobody_else_may_enter(cluster):
    cluster.start()
    assert ask(cluster, "SHOW listen_addresses") == [("",)]
    assert cluster.status().socket_folder.stat().st_mode & 0o077 == 0


def test_a_folder_of_another_user_is_refused(tmp_path):
    stranger = Account(uid=os.geteuid() + 4000, gid=os.getegid(), is_other=False)
    with pytest.raises(SetupError, match="belongs to another user"):
        embedded_home.prepare_folder(tmp_path, stranger)


def installed(folder, version, *, postgis):
    """Lay out a server as Debian does, in `folder`."""
    programs = folder / version / "bin"
    programs.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (programs / name).touch()
    if postgis:
        (folder / version / "lib").mkdir()
        (folder / version / "lib" / "postgis-3.so").touch()
    return programs


def found(folder, version=None):
    return embedded_home.programs(version, servers=folder)


def test_a_new_cluster_gets_the_newest_server_that_has_postgis(tmp_path):
    installed(tmp_path, "9", postgis=True)
    chosen = installed(tmp_path, "16", postgis=True)
    installed(tmp_path, "17", postgis=False)
    assert found(tmp_path) == chosen


def test_an_existing_cluster_keeps_its_own_version(tmp_path):
    own = installed(tmp_path, "15", postgis=True)
    installed(tmp_path, "17", postgis=True)
    assert found(tmp_path, "15") == own


def test_a_missing_server_is_said_with_the_line_that_installs_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match=r"PostgreSQL is missing: .*apt-get install postgresql-postgis"):
        found(tmp_path)


def test_missing_postgis_is_said_with_the_line_that_installs_it(tmp_path):
    installed(tmp_path, "16", postgis=False)
    with pytest.raises(SetupError, match=r"PostGIS is missing: .*apt-get install postgresql-16-postgis-3"):
        found(tmp_path)
