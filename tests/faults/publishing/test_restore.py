"""A backup as docs/operators/install.md tells to make it, put back on a machine that has nothing."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import figure
from tests.faults.publishing.conftest import new_database

pytestmark = [pytest.mark.postgres, pytest.mark.soak]

SITES = figure(2, 220)


class Machine:
    """The processes and files of one machine, over a database."""

    def __init__(self, root, var, database):
        self.root, self.var = root, var
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIENTHONG_")}
        self.environ = kept | {"LIENTHONG_VAR": str(var), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
        self.environ["DATABASE_URL"] = database

    def run(self, *command):
        """What a command of the project says."""
        call = [sys.executable, *command]
        done = subprocess.run(call, cwd=self.root, env=self.environ, check=True, capture_output=True)
        return done.stdout

    def sites(self):
        """All that citizens get, by path; manifests count releases, of which a restored site has fewer."""
        folder = self.var / "sites"
        files = (path for path in folder.rglob("*") if path.is_file() and "_d" not in path.parts)
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}

    def found(self):
        """What search answers."""
        return self.run("manage.py", "search", "đăng ký khai sinh", "--scope", "everywhere", "--json")


def test_a_machine_with_a_backup_makes_the_same_sites(root, tmp_path, database):
    first = Machine(root, tmp_path / "first", database)
    first.run("manage.py", "demo", "--sites", str(SITES), "--no-serve")
    sites, found = first.sites(), first.found()
    assert any(path.endswith(".avif") for path in sites)
    subprocess.run(["pg_dump", "-Fc", "-f", tmp_path / "backup", "-d", database], check=True)
    with new_database("template0") as restored:
        subprocess.run(["pg_restore", "--no-owner", "-d", restored, tmp_path / "backup"], check=True)
        second = Machine(root, tmp_path / "second", restored)
        shutil.copytree(first.var / "media", second.var / "media")
        second.run("manage.py", "snapshot")
        second.run("-m", "build", "--again")
        again = second.sites()
        assert again.keys() == sites.keys()
        assert [path for path in sites if again[path] != sites[path]] == []
        assert second.found() == found
