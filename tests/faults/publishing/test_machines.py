"""Machines' workers over one PostgreSQL, Redis and S3; one is killed and one stands still in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from botocore.exceptions import ClientError

from build.deploy.s3_client import make_client
from tests.conftest import figure
from tests.samples.editors_at_work import COMMUNES, TIERS
from tests.samples.stores import own_bucket

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.s3, pytest.mark.soak]

CODES = [code for code, _, _ in (*TIERS, *COMMUNES)]
WORKERS = figure(3, 4)
ROUNDS = figure(3, 20)
STANDSTILL = figure(8, 120)
LONGEST = figure(240, 900)
LEASE = "4"
WATCH = """
CREATE TABLE watched
  (at timestamptz DEFAULT clock_timestamp(), owner text, taken_from text, held_until timestamptz);
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.done < OLD.done THEN RAISE EXCEPTION 'step % went back', NEW.id; END IF;
  IF NEW.lease_owner NOT IN ('', OLD.lease_owner) THEN
    INSERT INTO watched (owner, taken_from, held_until)
      VALUES (NEW.lease_owner, OLD.lease_owner, OLD.lease_until);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER watch BEFORE UPDATE ON publishing_sitestep FOR EACH ROW EXECUTE FUNCTION watch();
"""
"""The database itself notes who takes a step from whom, and lets none go back."""


@pytest.fixture
def watched(database):
    """A database of the test's own that notes what is done to its steps."""
    with psycopg.connect(database) as connection:
        connection.execute(WATCH)
    return database


class Machines:
    """What runs where: each machine has its folder, all have the database, the broker and the bucket."""

    def __init__(self, root, folder, database, bucket):
        self.root = root
        self.folder = folder
        self.bucket = bucket
        self.database = database
        self.client = make_client()
        self.seen: dict[str, list[int]] = {code: [] for code in CODES}
        self._environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("LIENTHONG_")},
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "CELERY_BROKER_URL": urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/9")),
            "LIENTHONG_TARGET": f"s3://{bucket}",
            "LIENTHONG_ENGINE": f"embedded:{folder / 'search.sqlite3'}",
            "LIENTHONG_LEASE": LEASE,
            "LIENTHONG_JOBS": "2",
        }

    def environ(self, name):
        return {**self._environ, "LIENTHONG_VAR": str(self.folder / name)}

    def run(self, *command):
        """A command that ends, on the editors' machine."""
        call = [sys.executable, *command]
        subprocess.run(call, cwd=self.root, env=self.environ("desk"), check=True, stdout=subprocess.DEVNULL)

    def start(self, *command):
        """A command that goes on, on the editors' machine."""
        return subprocess.Popen([sys.executable, *command], cwd=self.root, env=self.environ("desk"))

    def worker(self, name):
        """A Celery worker on a machine of its own."""
        options = ["worker", "--pool", "solo", "--loglevel", "warning", "-n", f"{name}@%h", "-Q", self.bucket]
        call = [sys.executable, "-m", "celery", "-A", "cms.publishing.celery", *options]
        environ = {**self.environ(name), "LIENTHONG_QUEUE": self.bucket}
        return subprocess.Popen(call, cwd=self.root, env=environ, start_new_session=True)

    def look(self):
        """Note which revision each site has now."""
        for code in CODES:
            try:
                answer = self.client.get_object(Bucket=self.bucket, Key=f"u{code}.localhost/_d/manifest.json")
            except ClientError:
                continue
            self.seen[code].append(json.loads(answer["Body"].read())["revision"])

    def page(self, code, slug):
        key = f"u{code}.localhost/tin-tuc/tin-{slug}/index.html"
        return self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read().decode()

    def ask(self, question, *values):
        """The one value that the database answers with."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(question, values).fetchone()[0]

    def unfinished(self):
        """How many changes and sites are not done with."""
        return self.ask(
            "SELECT (SELECT count(*) FROM publishing_change WHERE processed_at IS NULL)"
            " + (SELECT count(*) FROM publishing_sitestep WHERE wanted > done)"
        )

    def owners(self):
        """Who has taken a step, in the order in which they began."""
        with psycopg.connect(self.database) as connection:
            asked = connection.execute("SELECT owner FROM watched GROUP BY owner ORDER BY min(at)")
            return [owner for (owner,) in asked]

    def holds(self, owner):
        """Whether a worker has a step in hand."""
        return self.ask("SELECT count(*) FROM publishing_sitestep WHERE lease_owner = %s", owner) > 0

    def stop_at_work(self, worker, owner):
        """Stop a machine, with all of its processes, while it has a step in hand."""

        def stopped():
            os.killpg(worker.pid, signal.SIGSTOP)
            if self.holds(owner):
                return True
            os.killpg(worker.pid, signal.SIGCONT)
            return False

        until(stopped, self)


@pytest.fixture
def machines(root, tmp_path, watched):
    with own_bucket() as bucket:
        machines = Machines(root, tmp_path, watched, bucket)
        machines._environ["LIENTHONG_QUEUE"] = bucket
        machines.run("-m", "tests.samples.editors_at_work", "found")
        yield machines
        machines.client.close()


def end(worker):
    """Kill a worker with all of its processes; one that stands still would hear nothing else."""
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)


def until(condition, machines):
    """Look at the sites until ``condition`` holds."""
    deadline = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < deadline, f"{machines.unfinished()} are not done"
        machines.look()
        time.sleep(0.2)


def test_nothing_is_lost_and_nothing_goes_back(machines):
    with ExitStack() as stack:

        def start(number):
            """A worker, and the name it gives itself: whoever takes a step and was not known before."""
            worker = stack.enter_context(machines.worker(f"m{number}"))
            stack.callback(end, worker)
            until(lambda: len(machines.owners()) > number, machines)
            return worker, machines.owners()[number]

        editors = machines.start("-m", "tests.samples.editors_at_work", "publish", "1", str(ROUNDS))
        standing, its_owner = start(0)
        machines.stop_at_work(standing, its_owner)
        killed, another = start(1)
        machines.stop_at_work(killed, another)
        os.killpg(killed.pid, signal.SIGKILL)
        for number in range(2, WORKERS):
            start(number)
        until(lambda: editors.poll() is not None, machines)
        assert editors.returncode == 0
        awake = time.monotonic() + STANDSTILL
        until(lambda: time.monotonic() > awake, machines)
        os.killpg(standing.pid, signal.SIGCONT)
        until(lambda: machines.unfinished() == 0, machines)
        machines.look()
    overlaps = "SELECT count(*) FROM watched WHERE taken_from <> '' AND held_until > at"
    assert machines.ask(overlaps) == 0
    taken = "SELECT count(DISTINCT taken_from) FROM watched WHERE taken_from IN (%s, %s)"
    assert machines.ask(taken, its_owner, another) == 2, "they held nothing"
    for code in CODES:
        assert machines.seen[code] == sorted(machines.seen[code]), "a site went back"
        assert f"Lần {ROUNDS}." in machines.page(code, code)
        assert f"Lần {ROUNDS}." in machines.page(code, "30")
