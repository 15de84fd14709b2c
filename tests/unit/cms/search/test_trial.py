"""A trial's files: every faulty line is named, nothing is run on half of them."""

from pathlib import Path

import pytest

from cms.search.trial import Entry, FaultyFileError, read_entries, trec_lines


def written(folder: Path, *lines: str) -> Path:
    file = folder / "corpus.jsonl"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_lines_are_read(tmp_path: Path) -> None:
    file = written(tmp_path, '{"id": "a/1:x", "title": "T", "body": "B", "other": 1}', "")
    assert read_entries(file, ["title", "body"]) == [Entry(id="a/1:x", title="T", body="B")]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"id": "a"}', "text must be text"),
        ('{"id": 1, "text": "x"}', "id must be text"),
        ('{"id": "a b", "text": "x"}', "spaces"),
        ('{"id": "", "text": "x"}', "empty"),
    ],
)
def test_a_fault_is_named_by_its_line(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(FaultyFileError, match=f"line 2: .*{fault}"):
        read_entries(written(tmp_path, '{"id": "ok", "text": "x"}', line), ["text"])


def test_all_faults_are_named(tmp_path: Path) -> None:
    file = written(tmp_path, "x", '{"id": "a", "text": "x"}', '{"id": "a", "text": "y"}')
    with pytest.raises(FaultyFileError) as caught:
        read_entries(file, ["text"])
    assert [part.split(": ")[0].split(", ")[1] for part in str(caught.value).splitlines()] == [
        "line 1",
        "line 3",
    ]


def test_missing_and_empty_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyFileError, match="cannot be read"):
        read_entries(tmp_path / "none", ["text"])
    with pytest.raises(FaultyFileError, match="no line"):
        read_entries(written(tmp_path, ""), ["text"])


def test_a_run_is_written_as_trec_has_it() -> None:
    assert list(trec_lines([("q1", [("d1", 2.5), ("d2", 1.0)]), ("q2", [])], "x")) == [
        "q1 Q0 d1 1 2.500000 x\n",
        "q1 Q0 d2 2 1.000000 x\n",
    ]
