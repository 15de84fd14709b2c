"""compose.yaml is well formed, complete, and says what the code and the nginx templates want to know."""

import re
import subprocess
import sys

import pytest
from django.core.management import get_commands, load_command_class
from ruamel.yaml import YAML

from tests.unit.docs.test_settings_doc import required_in_production


@pytest.fixture(scope="module")
def services(root):
    """The services, with what they share filled in."""
    return YAML(typ="safe").load(root / "compose.yaml")["services"]


def test_it_keeps_to_the_compose_specification(root):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, "compose.yaml"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["prepare", "desk", "api", "publish"])
def test_the_desk_gets_all_that_production_needs(services, name):
    assert required_in_production() <= set(services[name]["environment"])


def test_the_build_cannot_reach_the_database(services):
    assert "DATABASE_URL" not in services["build"]["environment"]
    assert not set(services["build"]["networks"]) & set(services["postgres"].get("networks", ["default"]))
    assert set(services["build"]["networks"]) & set(services["s3"]["networks"])
    assert set(services["build"]["networks"]) & set(services["elasticsearch"]["networks"])


def test_nginx_is_told_every_name_that_its_templates_want(root, services):
    mounted = [volume.split(":")[0] for volume in services["nginx"]["volumes"] if ".template" in volume]
    wanted = {name for file in mounted for name in re.findall(r"\$\{(\w+)\}", (root / file).read_text())}
    assert wanted == set(services["nginx"]["environment"])


def test_what_it_runs_is_there(root, services):
    commands = " ".join(str(service.get("command", "")) for service in services.values())
    assert set(re.findall(r"scripts/\w+", commands)) == {"scripts/make_bucket"}
    assert (root / "scripts" / "make_bucket").is_file()
    for command in re.findall(r"manage.py (\w+)", commands):
        load_command_class(get_commands()[command], command).create_parser("manage.py", command)


def test_docker_takes_what_the_image_needs(root):
    """The ignore file must not drop what the Dockerfile copies."""
    ignored = (root / ".dockerignore").read_text().split()
    copied = re.findall(r"^COPY (.+) \S+$", (root / "Dockerfile").read_text(), re.M)
    names = {name for line in copied for name in line.split()}
    assert not names & {entry.strip("/") for entry in ignored}
    assert [name for name in names if not (root / name).exists()] == []
