"""Who reads which part of the log."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cms.audit.models import Entry
from cms.audit.recording import record

LOG = "/quan-tri/nhat-ky/"


@pytest.fixture
def told(units):
    """An entry of each unit, and one of none."""
    for code, unit in units.items():
        record("edit", unit=unit, label=f"việc-của-{code}", changes={"title": ["Cũ", "Mới"]})
    record("login.failed", label="việc-không-của-ai")


def seen(client: Client, **asked: str) -> set[str]:
    page = client.get(LOG, asked).content.decode()
    return {label for label in ("288", "10501", "10502", "không-của-ai") if f"việc-của-{label}" in page} | (
        {"none"} if "việc-không-của-ai" in page else set()
    )


def test_everybody_reads_what_is_theirs(told, desk, person):
    superuser = User.objects.create_superuser("toan-quyen")
    assert seen(desk(person("quan", admin="10501"))) == {"10501"}
    assert seen(desk(person("tren", supervisor="288"))) == {"10501", "10502"}
    assert seen(desk(person("ca", supervisor="288", admin="288"))) == {"288", "10501", "10502"}
    assert seen(desk(superuser)) == {"288", "10501", "10502", "none"}


@pytest.mark.parametrize("role", ["author", "approver"])
def test_others_read_nothing(told, desk, person, role):
    client = desk(person("ai-do", **{role: "10501"}))
    for address in (LOG, f"{LOG}csv/", f"{LOG}jsonl/"):
        assert client.get(address).status_code == 404


def test_changes_are_told_in_words(told, desk, person):
    page = desk(person("quan", admin="10501")).get(LOG).content.decode()
    assert "Tiêu đề: <del>Cũ</del> → <ins>Mới</ins>" in page


def test_what_was_typed_into_a_page_does_not_run(units, desk, person):
    record("edit", unit=units["10501"], label="<script>alert(1)</script>", changes={"title": ["", "<b>"]})
    page = desk(person("quan", admin="10501")).get(LOG).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_filters_narrow_and_nonsense_in_them_is_told(told, desk, person):
    client = desk(User.objects.create_superuser("toan-quyen", first_name="Ông Toàn"))
    assert seen(client, unit="10502") == {"10502"}
    assert seen(client, action="Đăng nhập không thành công") == {"none"}
    assert seen(client, action="Xóa") == set()
    assert seen(client, who="không ai") == set()
    assert seen(client, since="31/12/2998") == set()
    assert seen(client, until="01/02/2000") == set()
    assert len(seen(client, since="01/02/2000", until="31/12/2998")) == 4
    refused = client.get(LOG, {"since": "hôm qua"}).content.decode()
    assert "Hãy ghi ngày như 05/03/2026." in refused
    assert 'type="date"' not in refused


def test_a_filter_widens_nothing(told, desk, person):
    client = desk(person("quan", admin="10501"))
    assert seen(client, unit="10502") == {"10501"}


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_a_file_holds_the_same_and_taking_it_is_logged(told, desk, person, kind):
    client = desk(person("quan", admin="10501"))
    answer = client.get(f"{LOG}{kind}/")
    text = b"".join(answer.streaming_content).decode()
    assert "việc-của-10501" in text
    assert "việc-của-10502" not in text
    assert f".{kind}" in answer["Content-Disposition"]
    assert Entry.objects.get(action="log.export").who == "Quan (quan)"


def test_json_lines_are_filtered_too(told, desk, person):
    client = desk(person("tren", supervisor="288"))
    answer = client.get(f"{LOG}jsonl/", {"unit": "10502"})
    [line] = [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]
    assert line["unit"] == "10502"


def test_another_format_is_not_there(told, desk, person):
    assert desk(person("quan", admin="10501")).get(f"{LOG}xml/").status_code == 404
