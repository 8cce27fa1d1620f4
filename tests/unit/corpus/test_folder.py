"""A person points at a folder: what can be used is used, what can't is named with the reason."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summaries.corpus import MAX_BYTES, NoSuchFolder, load_folder
from tests.unit.corpus.documents.files import column, docx, eml, pdf

STORY = "Rain floods the valley\n\nThe river rose by two metres on Monday. Nobody was hurt.\n"
OTHER = "Market opens again\n\nTraders came back to the square. The mayor said that she was glad.\n"


def reasons(folder: Path) -> dict[str, str]:
    return {refused.file: refused.reason for refused in load_folder(folder).refused}


def test_the_rest_loads_when_some_files_are_bad(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "d.txt").write_bytes(b"a" * (MAX_BYTES + 1))
    (tmp_path / "e.txt").write_bytes("Señor".encode("latin-1"))
    (tmp_path / "f.txt").write_text(STORY)
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "inside.txt").write_text(OTHER)
    (tmp_path / "h.doc").write_bytes(b"%PDF")
    (tmp_path / "i.txt").write_text("READ MORE FROM THE RURITANIA TODAY")
    (tmp_path / "j.md").write_text("# " + OTHER)
    (tmp_path / ".hidden.txt").write_text(STORY)

    corpus = load_folder(tmp_path)

    assert [(a.id, a.file, a.title) for a in corpus.articles] == [
        ("A1", "a.txt", "Rain floods the valley"),
        ("A2", "j.md", "Market opens again"),
    ]
    assert reasons(tmp_path) == {
        "b.txt": "It is empty. Add a file that holds the article's text.",
        "c.txt": "It is not a text file. Add plain text (.txt).",
        "d.txt": "It is 3.0 MB; the most is 3 MB.",
        "e.txt": "It is not UTF-8 text (the byte at 2 does not fit). "
        "Save it as UTF-8 and add it again.",
        "f.txt": "It is the same text as a.txt.",
        "g": "It is a folder; only the files beside it are read.",
        "h.doc": "Files ending in “.doc” are not read. Save it as .txt.",
        "i.txt": "No sentence was found in it.",
    }


def test_a_file_without_an_ending_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text(STORY)
    assert reasons(tmp_path) == {
        "notes": "Files without an ending such as .txt are not read. Save it as .txt."
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    path.chmod(0)
    assert reasons(tmp_path)["a.txt"].startswith("It can't be read (Permission denied).")


def test_links_are_followed_and_those_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "real.txt").write_text(STORY)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.txt").symlink_to(outside / "real.txt")
    (folder / "gone.txt").symlink_to(outside / "gone.txt")
    (folder / "round.txt").symlink_to(folder / "round.txt")

    assert [a.file for a in load_folder(folder).articles] == ["good.txt"]
    assert set(reasons(folder)) == {"gone.txt", "round.txt"}
    assert reasons(folder)["gone.txt"].startswith("It can't be read (No such file")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(tmp_path) == {"pipe.txt": "It is not a file."}


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFolder, match=r"The folder .*nowhere can't be read: No such file"):
        load_folder(tmp_path / "nowhere")
    (tmp_path / "file.txt").write_text(STORY)
    with pytest.raises(NoSuchFolder, match=r"can't be read: Not a directory\."):
        load_folder(tmp_path / "file.txt")


def test_an_empty_folder_is_an_empty_corpus(tmp_path: Path) -> None:
    assert load_folder(tmp_path).articles == ()


def test_a_near_duplicate_is_loaded_and_noticed(tmp_path: Path) -> None:
    lines = [
        f"Sentence {n} tells of the flood in the valley and of village {n}." for n in range(20)
    ]
    (tmp_path / "a.txt").write_text("\n\n".join(lines))
    (tmp_path / "b.txt").write_text("\n\n".join(lines[:18]))

    corpus = load_folder(tmp_path)

    assert len(corpus.articles) == 2
    assert [(d.article, d.share) for d in corpus.near["A2"]] == [("A1", 100)]


def test_an_undated_article_counts_from_when_its_file_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    os.utime(path, (1_600_000_000, 1_600_000_000))

    (article,) = load_folder(tmp_path).articles

    assert article.published is None
    assert article.added == datetime.fromtimestamp(1_600_000_000, UTC)


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_bytes(b"")
    told: list[tuple[int, int]] = []

    load_folder(tmp_path, progress=lambda done, of: told.append((done, of)))

    assert told == [(1, 2), (2, 2)]


def test_every_kind_of_file_is_loaded_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx("The river rose by two metres on Monday."))
    (tmp_path / "b.pdf").write_bytes(pdf(column("Traders came back to the square on Tuesday.")))
    (tmp_path / "c.eml").write_bytes(eml("The mayor said that she was glad to see them."))
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.4 and no more")
    (tmp_path / "e.docx").write_bytes(b"%PDF-1.4 and no more")

    corpus = load_folder(tmp_path)

    assert [(a.id, a.file) for a in corpus.articles] == [
        ("A1", "a.docx"),
        ("A2", "b.pdf"),
        ("A3", "c.eml"),
    ]
    assert corpus.articles[2].title == "Rain floods the valley"
    said = reasons(tmp_path)
    assert said["d.pdf"].startswith("The PDF can't be read: it is damaged.")
    assert said["e.docx"].endswith("Rename it to end in .pdf.")
