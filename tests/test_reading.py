"""Reading: every way an article can come in, and every way it can fail to."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading import ReadingWarning, Unreadable, folder_name, read_articles
from pipeline.reading.decoding import decode
from pipeline.records import Article

TEXT = "Ferry links to reopen\n\n“We sail on Monday,” said Ola Brandt, the harbour master of Vinnes.\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(*inputs: str | Path, stdin: bytes = b"") -> tuple[list[Article], list[Unreadable], list[ReadingWarning]]:
    warnings: list[ReadingWarning] = []
    results = list(read_articles(inputs, io.BytesIO(stdin), warnings.append))
    articles = [r for r in results if isinstance(r, Article)]
    return articles, [r for r in results if isinstance(r, Unreadable)], warnings


def refusal(*inputs: str | Path, stdin: bytes = b"") -> str:
    """The one line that reading these inputs gives instead of an article."""
    articles, failures, _ = read(*inputs, stdin=stdin)
    assert not articles
    (failure,) = failures
    assert "\n" not in str(failure)
    return str(failure)


def test_a_text_file_is_read_as_it_stands(tmp_path: Path) -> None:
    articles, failures, warnings = read(write(tmp_path, "ferry.txt", TEXT.replace("\n", "\r\n")))
    assert [(a.id, a.text) for a in articles] == [("ferry", TEXT.replace("\n", "\r\n"))]
    assert not failures
    assert not warnings


def test_one_line_without_a_newline_is_an_article(tmp_path: Path) -> None:
    (article,), _, _ = read(write(tmp_path, "a.txt", "Rain stopped play"))
    assert article.text == "Rain stopped play"


def test_folders_are_searched_recursively_in_sorted_order(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "B b")
    write(tmp_path, "a/z.TXT", "Z z")
    write(tmp_path, "a/c.jsonl", '{"id": "one", "text": "C c"}\n')
    write(tmp_path, "a/notes.md", "not an article")
    write(tmp_path, ".hidden/d.txt", "not an article either")
    articles, failures, _ = read(tmp_path)
    assert [a.id for a in articles] == ["one", "z", "b"]
    assert not failures


def test_files_of_the_same_name_get_different_ids_and_no_file_is_read_twice(tmp_path: Path) -> None:
    one, two = write(tmp_path, "x/day/a.txt", "one"), write(tmp_path, "y/day/a.txt", "two")
    three = write(tmp_path, "z/day/a.txt", "three")
    articles, _, warnings = read(one, two, three, tmp_path)
    assert [(a.id, a.text) for a in articles] == [("a", "one"), ("day-a", "two"), ("z-day-a", "three")]
    assert len(warnings) == 3


def test_ids_are_the_same_in_every_run(tmp_path: Path) -> None:
    for name in ("q/a.txt", "p/a.txt", "p/A.txt", "a.txt"):
        write(tmp_path, name, f"text of {name}")
    assert read(tmp_path) == read(tmp_path)
    ids = [a.id for a in read(tmp_path)[0]]
    assert len({i.casefold() for i in ids}) == len(ids)


def test_plain_text_and_jsonl_from_standard_input() -> None:
    (article,), _, _ = read("-", stdin=TEXT.encode("utf-8-sig"))
    assert (article.id, article.text) == ("stdin", TEXT)
    lines = b'\n {"text": "First one."}\n\n{"id": 7, "text": "Second one.", "score": 3}\n'
    articles, _, _ = read("-", stdin=lines)
    assert [(a.id, a.text) for a in articles] == [("stdin-2", "First one."), ("7", "Second one.")]


def test_text_in_braces_is_text() -> None:
    (article,), _, _ = read("-", stdin=b"{sic} the minister wrote")
    assert article.text == "{sic} the minister wrote"


def test_all_fields_of_a_jsonl_article(tmp_path: Path) -> None:
    fields = {"id": "n-1", "text": "Text.", "title": "T", "url": "https://vinnes.example/1", "published": "2031-04-02"}
    (article,), _, _ = read(write(tmp_path, "a.jsonl", b"\xef\xbb\xbf" + json.dumps(fields).encode() + b"\r\n"))
    assert article == Article.model_validate(fields)


def test_jsonl_reports_each_bad_line_and_reads_the_others(tmp_path: Path) -> None:
    lines = [
        b'{"id": "a", "text": "Good."}',
        b'{"id": "b", "text": "cut off',
        b'["a list"]',
        b"null",
        b'{"id": "c"}',
        b'{"id": "d", "text": 5}',
        b'{"id": "e", "text": "x", "title": ["y"]}',
        b'{"id": {}, "text": "x"}',
        b'{"id": "a", "text": "The same id again."}',
        b'{"id": "f", "text": "  "}',
        b'{"id": "g", "text": "caf\xe9"}',
        b'{"id": "h", "text": ' + b"[" * 100_000,
        b'{"id": null, "text": "Good too.", "title": null}',
    ]
    articles, failures, _ = read(write(tmp_path, "mixed.jsonl", b"\n".join(lines)))
    assert [a.id for a in articles] == ["a", "mixed-13"]
    assert [f.where.rsplit(":", 1)[1] for f in failures] == [str(n) for n in range(2, 13)]
    reasons = [f.reason for f in failures]
    for reason, word in zip(
        reasons,
        ["JSON", "a list", "null", "no", "a number", "title", "id", '"a"', "empty", "UTF-8", "deeply"],
        strict=True,
    ):
        assert word in reason


def test_a_json_document_over_several_lines_gets_one_message(tmp_path: Path) -> None:
    document = json.dumps({"id": "a", "text": "Text."}, indent=2).encode()
    assert "line of its own" in refusal(write(tmp_path, "a.jsonl", document))
    assert "line of its own" in refusal("-", stdin=document)


def test_lone_surrogates_become_replacement_characters(tmp_path: Path) -> None:
    line = b'{"id": "s", "text": "Odd \\ud800 here, \\ud83d\\ude00 not.", "title": "\\udfff"}'
    (article,), _, (warning,) = read(write(tmp_path, "a.jsonl", line))
    assert (article.text, article.title) == ("Odd \ufffd here, \U0001f600 not.", "\ufffd")
    assert "surrogate" in warning.message


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://vinnes.example/a?b=1\r\n\r\nText.", "https://vinnes.example/a?b=1"),
        ("\n www.vinnes.example/a \nText.", "www.vinnes.example/a"),
        ("https://vinnes.example is down, says Vinnes.\nText.", None),
        ("Text.\nhttps://vinnes.example/a", None),
    ],
)
def test_a_web_address_alone_in_the_first_line_is_the_url(tmp_path: Path, text: str, url: str | None) -> None:
    (article,), _, _ = read(write(tmp_path, "a.txt", text))
    assert (article.url, article.text) == (url, text)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"* * *\n", "no words"),
        (b"https://vinnes.example/a\n", "web address"),
        (b"some text\x00more", "NUL"),
        (b"%PDF-1.7\nabc", "PDF"),
        (b"PK\x03\x04abc", "plain text"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0JFIF", "image"),
        (b"<!DOCTYPE html>\n<p>Text", "HTML"),
        ("Text".encode("utf-16")[:-1], "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, content: bytes, word: str) -> None:
    path = write(tmp_path, "bad.txt", content)
    line = refusal(path)
    assert line.startswith(f"{path}: ")
    assert word in line


def test_missing_and_unreadable_inputs_do_not_stop_the_others(tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt", TEXT)
    (tmp_path / "void").mkdir()
    articles, failures, _ = read(tmp_path / "gone.txt", tmp_path / "void", good)
    assert [a.id for a in articles] == ["good"]
    assert ["no such file" in failures[0].reason, "no .txt or .jsonl" in failures[1].reason] == [True, True]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind here")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "locked.txt", TEXT)
    path.chmod(0)
    assert "permission" in refusal(path)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("The mayor said: “We won’t pay £5m.” The café’s owner, José Peña, agreed.", "cp1252", "Windows-1252"),
        ("The council’s plan “failed”, she said.\n" * 40, "cp1252", "Windows-1252"),
        ("The council’s plan “failed”, she said – and José agreed.", "mac_roman", "Mac Roman"),
        ("Министр сказал, что порт откроется в понедельник. Жители города довольны.", "cp1251", "cp1251"),
    ],
)
def test_other_encodings_are_guessed_and_named(tmp_path: Path, text: str, encoding: str, name: str) -> None:
    (article,), _, (warning,) = read(write(tmp_path, "a.txt", text.encode(encoding)))
    assert article.text == text
    assert name in warning.message


def test_utf8_with_one_damaged_byte_stays_utf8(tmp_path: Path) -> None:
    data = "“Never,” said Jörg. “Not at this price.”".encode()
    (article,), _, (warning,) = read(write(tmp_path, "a.txt", data.replace(b"price", b"pr\xffce")))
    assert article.text == "“Never,” said Jörg. “Not at this pr\ufffdce.”"
    assert "1 damaged place" in warning.message


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    stream = read_articles([path, tmp_path / "gone"])
    assert isinstance(next(stream), Article)


characters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")


@given(st.text(characters), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_decoding_gives_back_what_was_written(text: str, encoding: str) -> None:
    # A word in front keeps the text from looking like a byte order mark or a file of another kind.
    decoded = decode(f"Text {text}".encode(encoding))
    assert (decoded.text, decoded.doubt) == (f"Text {text}", None)


@given(st.binary())
def test_any_bytes_give_an_article_or_one_line(data: bytes) -> None:
    (result,) = [*read("-", stdin=b"A " + data)[0], *read("-", stdin=b"A " + data)[1]]
    assert isinstance(result, Article) or "\n" not in str(result)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_folder_names_are_safe_and_different_ids_get_different_ones(one: str, other: str) -> None:
    name = folder_name(one)
    assert name not in ("", ".", "..")
    assert not set(name) & set('/\\:*?"<>|\x00\n ')
    assert len(name.encode()) <= 200
    assert (folder_name(other) == name) == (one == other)


@pytest.mark.parametrize("plain", ["wire-report", "af_ips_16", "2020.11.26", "Żółć", "a@b", "n+1"])
def test_plain_ids_are_their_own_folder_names(plain: str) -> None:
    assert folder_name(plain) == plain


@pytest.mark.parametrize(
    "odd", ["../up", "a/b", "..", "", "CON", "nul.txt", ".hidden", "-rf", "x" * 500, "a b", "e\u0301"]
)
def test_odd_ids_get_a_stump_and_a_hash(odd: str) -> None:
    assert "~" in folder_name(odd)
