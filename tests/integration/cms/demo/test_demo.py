"""The demo from an empty folder on, as somebody runs it: once, again, with more units, and wrongly."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NamedTuple

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from build.deploy.s3_client import make_client
from tests.samples.stores import own_bucket

TITLE = "Biên tập viên đã sửa tiêu đề này"
EDIT = f"""
from django.test import Client
from cms.pages.models import NoticePage
from cms.units.models import Unit
client = Client(HTTP_HOST="localhost")
unit = Unit.objects.with_code("10507")
print(client.login(username="mau-duyet-10507", password=PASSWORD))
print(client.get(f"/quan-tri/pages/{{unit.root_page.pk}}/").status_code)
page = NoticePage.objects.descendant_of(unit.root_page).live().first()
print(client.get(f"/quan-tri/pages/{{page.pk}}/edit/").status_code)
page.title = {TITLE!r}
page.save_revision().publish()
"""
LATER = f"{TITLE}, khi bản mẫu đang chạy"
EDIT_AGAIN = f"""
from cms.pages.models import NoticePage
page = NoticePage.objects.get(title={TITLE!r})
page.title = {LATER!r}
page.save_revision().publish()
"""


class Run(NamedTuple):
    """What one run of the demo printed, and the deployed files after it with the time of their writing."""

    report: dict[str, Any]
    said: str
    files: dict[Path, int]

    def passwords(self) -> dict[str, str]:
        """The printed passwords by username."""
        words = [line.split() for line in self.said.partition("Logins")[2].splitlines()[1:]]
        return {line[0]: line[1] for line in words if line}


class Started:
    """A command that goes on, with all its processes, and what they have said so far on standard error."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path) -> None:
        self.process, self._said = process, said

    def said(self) -> str:
        return self._said.read_text()

    def wait_for(self, there: Callable[[], object]) -> None:
        end = monotonic() + 120
        while not there():
            assert self.process.poll() is None, self.said()
            assert monotonic() < end, self.said()
            sleep(0.005)

    def others(self) -> list[str]:
        """The command lines of its processes but the first."""
        found = []
        for folder in Path("/proc").glob("[1-9]*"):
            with suppress(FileNotFoundError, ProcessLookupError):
                if os.getpgid(int(folder.name)) == self.process.pid != int(folder.name):
                    found.append((folder / "cmdline").read_text())
        return found

    def interrupt(self) -> int:
        """Its status after Ctrl-C, which a terminal sends to every process."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=120)


class Demo:
    """The command in processes of its own, with one folder for all that it writes."""

    def __init__(self, root: Path, var: Path) -> None:
        self.root, self.sites = root, var / "sites"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIENTHONG_")}
        self.environ = kept | {"LIENTHONG_VAR": str(var), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
        self.environ.pop("DATABASE_URL", None)

    def manage(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.root,
            env=self.environ | environ,
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def start(self, said: Path, *command: str) -> Iterator[Started]:
        with said.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=self.root,
                env=self.environ | {"LIENTHONG_JOBS": "2"},
                stdout=subprocess.DEVNULL,
                stderr=file,
                start_new_session=True,
                # Who runs the tests in the background has them ignore Ctrl-C, and whatever they start.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
            )
        try:
            yield Started(process, said)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def run(self, *arguments: str) -> Run:
        done = self.manage("demo", *arguments, "--no-serve", "--json")
        assert done.returncode == 0, done.stderr
        files = {path: path.stat().st_mtime_ns for path in self.sites.rglob("*") if path.is_file()}
        return Run(json.loads(done.stdout.splitlines()[-1]), done.stderr, files)

    def page(self, hostname: str, path: str = "index.html") -> str:
        return (self.sites / hostname / path).read_text()


@pytest.fixture(scope="module")
def demo(root, tmp_path_factory):
    return Demo(root, tmp_path_factory.mktemp("demo") / "var")


@pytest.fixture(scope="module")
def first(demo):
    return demo.run("--sites", "4")


@pytest.fixture(scope="module")
def second(demo, first):
    return demo.run("--sites", "4")


@pytest.fixture(scope="module")
def edited(demo, second):
    """What an editor meets who logs in with the printed password; then a notice gets another title."""
    password = second.passwords()["mau-duyet-10507"]
    done = demo.manage("shell", "--no-imports", "-c", f"PASSWORD = {password!r}\n{EDIT}")
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="module")
def grown(demo, edited):
    return demo.run("--sites", "5")


@pytest.fixture(scope="module")
def bucket():
    with own_bucket() as bucket:
        yield bucket


@pytest.fixture(scope="module")
def joined(demo, grown, bucket, tmp_path_factory):
    """Another province joins, and this time all sites go to a bucket."""
    done = demo.manage(
        *("demo", "--province", "01", "--sites", "3", "--no-serve", "--json"),
        LIENTHONG_TARGET=f"s3://{bucket}",
        LIENTHONG_STAGING=str(tmp_path_factory.mktemp("staging")),
    )
    assert done.returncode == 0, done.stderr
    return Run(json.loads(done.stdout), done.stderr, {})


def test_the_last_line_is_one_object(first, demo):
    report = first.report
    assert (report["sites"], report["failures"]) == (4, {})
    assert list(report["seconds"]) == ["database", "units", "content", "looks", "logins", "snapshot", "build"]
    assert report["folder"] == str(demo.sites)
    hostnames = sorted(folder.name for folder in demo.sites.iterdir())
    assert hostnames[-2:] == ["hai-duong.hai-duong.localhost", "hai-duong.localhost"]
    assert len(hostnames) == 4
    assert report["pages"] == sum(path.suffix == ".html" for path in first.files)


def test_every_site_is_whole(first, demo):
    for folder in demo.sites.iterdir():
        page = demo.page(folder.name)
        assert "<title>" in page
        assert len(list(folder.glob("thu-tuc-hanh-chinh/*/index.html"))) > 10


def test_galleries_and_news_show_pictures_that_are_there(first, demo):
    for folder in demo.sites.iterdir():
        for section in ("thu-vien", "tin-tuc"):
            pictures = re.findall(
                r'<img src="/(_a/[0-9a-f]{64}\.jpg)"', demo.page(folder.name, f"{section}/index.html")
            )
            assert pictures
            assert all(0 < (folder / path).stat().st_size <= 40_000 for path in pictures)


def test_addresses_and_logins_come_from_the_top_down(first):
    addresses = [line.split()[-1] for line in first.said.splitlines() if "http://" in line]
    assert addresses == [
        "http://hai-duong.localhost:8000/",
        "http://hai-duong.hai-duong.localhost:8000/",
        "http://cam-thuong.hai-duong.hai-duong.localhost:8000/",
        "http://localhost:8000/quan-tri/",
    ]
    assert list(first.passwords()) == [
        "mau-quan-tri",
        *("mau-soan-30", "mau-duyet-30", "mau-giam-sat-30"),
        *("mau-soan-288", "mau-duyet-288", "mau-giam-sat-288"),
        *("mau-soan-10507", "mau-duyet-10507", "mau-quan-tri-10507"),
    ]


def test_run_again_it_finds_nothing_to_do(first, second):
    assert second.files == first.files
    assert second.report["pages"] == first.report["pages"]
    assert "created" not in second.said


def test_passwords_are_new_every_time(first, second):
    passwords = [*first.passwords().values(), *second.passwords().values()]
    assert len(set(passwords)) == 20


def test_an_editor_can_log_in_and_open_a_page_of_the_unit(edited):
    assert edited == ["True", "200", "200"]


def test_with_more_units_it_goes_on_and_keeps_what_was_edited(grown, demo):
    assert grown.report["sites"] == 5
    assert TITLE in demo.page("cam-thuong.hai-duong.hai-duong.localhost", "thong-bao/index.html")


def test_with_fewer_units_it_is_refused(grown, demo):
    done = demo.manage("demo", "--sites", "2", "--no-serve")
    assert done.returncode == 1
    assert "This database has 5 sites of the province already, and 2 were asked for; give --sites 5" in (
        done.stderr
    )


@pytest.mark.s3
def test_another_province_can_join(joined, bucket):
    assert (joined.report["sites"], joined.report["failures"]) == (8, {})
    client = make_client()
    home = client.get_object(Bucket=bucket, Key="ha-noi.localhost/index.html")["Body"].read().decode()
    client.close()
    assert "Thành phố Hà Nội" in home
    assert "http://ha-noi.localhost:8000/" in joined.said


@pytest.mark.s3
def test_sites_may_go_to_a_bucket_when_nothing_is_served(joined, bucket, demo):
    assert joined.report["folder"] == f"s3://{bucket}"
    refused = demo.manage("demo", "--sites", "4", LIENTHONG_TARGET=f"s3://{bucket}")
    assert refused.stderr.startswith(f"CommandError: Sites are deployed to s3://{bucket}, not to a folder")


def test_a_port_that_is_taken_is_said_before_any_work(demo, first):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = demo.manage("demo", "--sites", "4", "--port", port)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"CommandError: Port {port} of 127.0.0.1 cannot be used")
    assert len(done.stderr.splitlines()) == 1


def answers_beside(connections: int, port: int, hostname: str) -> bool:
    """Whether a site is served while so many connections stay open, as those of browsers do."""
    with ExitStack() as stack:
        for _ in range(connections):
            stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        client = stack.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=10)))
        client.request("GET", "/", headers={"Host": hostname})
        return client.getresponse().status == HTTPStatus.OK


def test_while_one_serves_it_publishes_another_is_refused_and_ctrl_c_ends_it_quietly(demo, grown, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with demo.start(tmp_path / "said", "manage.py", "demo", "--sites", "6", "--port", port) as serving:
        serving.wait_for(lambda: "Preparing the database" in serving.said())
        second = demo.manage("demo", "--sites", "6", "--no-serve")
        assert (second.returncode, second.stdout) == (1, "")
        assert second.stderr.startswith("CommandError: Another demo is filling or serving")
        assert "LIENTHONG_VAR" in second.stderr
        assert len(second.stderr.splitlines()) == 1
        serving.wait_for(lambda: "(Ctrl-C ends it)" in serving.said())
        edited = demo.manage("shell", "--no-imports", "-c", EDIT_AGAIN)
        assert edited.returncode == 0, edited.stderr
        site = "cam-thuong.hai-duong.hai-duong.localhost"
        serving.wait_for(lambda: LATER in demo.page(site, "thong-bao/index.html"))
        assert answers_beside(200, int(port), site)
        # While a process that builds has just begun, it hears nothing yet but what ends it.
        serving.wait_for(lambda: "spawn_main" in str(serving.others()))
        status = serving.interrupt()
    assert status == 0
    assert serving.said().rstrip().endswith("(Ctrl-C ends it)")


@pytest.mark.parametrize("command", [("build", "--again"), ("build.crawl", "SITES")])
def test_ctrl_c_ends_what_works_in_many_processes_quietly(demo, grown, tmp_path, command):
    module, option = command
    with demo.start(tmp_path / "said", "-m", module, option.replace("SITES", str(demo.sites))) as working:
        working.wait_for(lambda: "spawn_main" in str(working.others()))
        status = working.interrupt()
        left = working.others()
    assert (status, working.said()) == (-signal.SIGINT, "")
    assert not [line for line in left if "spawn_main" in line]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"sites": 0}, "--sites is 0; give a number from 1 up."),
        ({"sites": -3}, "--sites is -3; give a number from 1 up."),
        ({"province": "99"}, "There is no province with the code '99'"),
        ({"province": ""}, "There is no province with the code ''"),
        ({"port": 99999}, "There is no port 99999; give one from 1 to 65535"),
        ({"port": 99999, "no_serve": True}, "There is no port 99999; give one from 1 to 65535"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(settings, options, said):
    settings.DEBUG = True
    with pytest.raises(CommandError, match=said) as caught:
        call_command("demo", **options)
    assert "\n" not in str(caught.value)


@pytest.mark.django_db
def test_a_database_from_before_the_migrations_became_one_is_told(settings, tmp_path, monkeypatch):
    settings.DEBUG, settings.VAR = True, tmp_path
    monkeypatch.setenv("LIENTHONG_VAR", str(tmp_path))
    MigrationRecorder(connection).record_applied("pages", "0004_urgent")
    with pytest.raises(CommandError, match="was made by an earlier state of this project; delete it"):
        call_command("demo", sites=1, no_serve=True)


def test_it_refuses_to_run_where_real_people_work():
    with pytest.raises(CommandError, match=r"run it with cms\.settings\.dev alone"):
        call_command("demo", sites=1, no_serve=True)
