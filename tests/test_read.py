"""Reading: encodings, formats, metadata, folders, and what cannot be read."""

from __future__ import annotations

import io
import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ids
from kg.errors import ReadError
from kg.model import Document, Failure
from kg.read import iso_date, read, read_all
from kg.read.encoding import Undecodable, decode
from kg.read.markup import html, markdown
from kg.read.metadata import front_matter

ODD = "Page one.\r\n\f\u00a0Page two: S\u0327ahin said \u201cyes\u201d.\u200b\r\nEnd\u2028of \U0001f54a page.\t\v "
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Statement on fisheries - Ministry of Tides</title>
<meta property="og:title" content="Statement on fisheries"><meta property="og:site_name" content="Ministry of Tides">
<meta property="article:published_time" content="{date}"><link rel="canonical" href="https://tides.example/a?b=1"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><main><article><h1>Statement on fisheries</h1>
<p>The Minister of Tides of Ruritania, Anna Noll, met&nbsp;her counterpart on the coast. They agreed to share data
on herring.</p><ul><li>The first point is a joint survey of the northern bank.</li></ul>
<p>\u201cWe will <b>not</b> wait,\u201d she said &amp; left.</p></article></main>
<footer>Copyright | Privacy | Cookies</footer><script>alert("x")</script></body></html>"""

lettered = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r\f\v"), max_size=200).map(
    lambda s: "a" + s
)


def written(folder, name, data):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(file)


def decoded_or_refused(data):
    try:
        return decode(data), ""
    except Undecodable as error:
        return None, str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_is_kept_character_for_character(tmp_path, encoding):
    file = written(tmp_path, "a.txt", (ODD * 5).encode(encoding))
    document = read(file)
    assert document.text == ODD * 5
    assert (document.source, document.id, document.sha256) == (file, ids.document_id(ODD * 5), ids.sha256(ODD * 5))


@given(
    lettered,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
)
@settings(max_examples=300)
def test_any_text_in_any_normalisation_is_decoded_exactly(text, encoding, form):
    normal = unicodedata.normalize(form, text)
    assert decode(normal.encode(encoding)) == normal


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_are_decoded_or_refused(data):
    text, reason = decoded_or_refused(data)
    assert re.fullmatch(r"is .+", reason) if text is None else text.encode("utf-8") is not None


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Señor Canciller, the réunion in São Tomé went well.", "latin-1"),
        ("The Minister said \u201cwe agree\u201d \u2013 and the \u20ac 5 million stay.", "cp1252"),
        ("Das Außenministerium erklärt, daß die Gespräche fortgeführt würden.", "cp1252"),
        ("Minister spraw zagranicznych wyraził zadowolenie ze współpracy, podkreślając bezpieczeństwo.", "cp1250"),
        ("Министр иностранных дел заявил о сотрудничестве.", "cp1251"),
    ],
)  # fmt: skip
def test_code_pages_are_recognised(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t\f\xc2\xa0 ...", "has no text"),
        (bytes(range(256)) * 4, "is binary, not text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "is binary, not text"),
        (b"%PDF-1.7 words", "is a PDF; convert it to plain text first"),
        (b"{\\rtf1 words}", "is a rich text file; convert it to plain text first"),
        ("São Tomé, Príncipe, Curaçao".encode() + b" \xe9 end", "is damaged UTF-8 (byte 32); save it again as UTF-8"),
        (b"\xff\xfea\0b", "is damaged UTF-16-LE (byte 2); save it again as UTF-8"),
    ],
)
def test_what_is_not_a_text_is_refused_with_its_reason(tmp_path, data, reason):
    file = written(tmp_path, "a.txt", data)
    with pytest.raises(ReadError, match=r".") as caught:
        read(file)
    assert str(caught.value) == f"{file}: {reason}"


def test_missing_files_folders_and_patterns_are_failures_and_stop_nothing(tmp_path):
    good = written(tmp_path, "good.txt", "One sentence.")
    (tmp_path / "bare").mkdir()
    missing, bare, pattern = str(tmp_path / "no"), str(tmp_path / "bare"), str(tmp_path / "*.htm")
    found = list(read_all([missing, bare, pattern, "https://tides.example/a", good]))
    assert [f.reason for f in found if isinstance(f, Failure)] == [
        "does not exist",
        "this folder holds no text (.txt, .md, .html, .jsonl, .csv, .zip)",
        "no file matches this pattern",
        "kg does not fetch from the network; save the page and give its file",
    ]
    assert [f.source for f in found if isinstance(f, Document)] == [good]


def test_folders_are_read_recursively_sorted_and_once(tmp_path):
    for name in (
        "b/2.txt",
        "a/1.md",
        "b/.hidden.txt",
        ".git/x.txt",
        "b/2.txt.yaml",
        "b/notes.docx~",
        "README.md",
        "c.pdf",
    ):
        written(tmp_path, name, "title: T" if name.endswith("yaml") else f"Words of {name}.")
    found = list(read_all([str(tmp_path), str(tmp_path / "b" / "2.txt"), str(tmp_path / "**" / "*.txt")]))
    assert [f.source.removeprefix(f"{tmp_path}/") for f in found] == ["a/1.md", "b/2.txt", "c.pdf"]
    assert found[2] == Failure(str(tmp_path / "c.pdf"), "kg does not read PDF; convert it to plain text first")


def test_a_graph_among_the_texts_is_no_text(tmp_path):
    written(tmp_path, "a.txt", "Words.")
    written(tmp_path, "g/kg-graph.json", "{}")
    written(tmp_path, "g/extractions.jsonl", '{"text": "Words of another build."}')
    written(tmp_path, "g/snapshot-1/b.txt", "Words.")
    assert [d.source for d in read_all([str(tmp_path)])] == [f"{tmp_path}/a.txt"]


def test_standard_input_is_a_text():
    document = read("-", stdin=io.BytesIO(b"\xef\xbb\xbfWords.\r\n"))
    assert (document.source, document.text) == ("-", "Words.\r\n")


@pytest.mark.parametrize("name", ["t.txt.yaml", "t.yaml", "t.json", "t.txt.json", "t.yml"])
def test_a_file_beside_a_text_describes_it(tmp_path, name):
    text = written(tmp_path, "t.txt", "Words.")
    fields = {
        "Title": "A\nB",
        "date": "Thu, 11 Oct 2018 23:30:00 -0500",
        "issuer": "Ministry",
        "url": "https://t.example/",
        "language": "en",
        "x": 1,
    }
    written(tmp_path, name, json.dumps(fields))
    document = read(text)
    assert (document.title, document.date, document.publisher) == ("A B", "2018-10-11", "Ministry")
    assert (document.url, document.language) == ("https://t.example/", "en")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a: [", "cannot be read as YAML: "),
        ("- a", "is not a mapping of title, date"),
        ("date: soon", "'soon' is not a date; write it as 2024-05-31"),
    ],
)
def test_a_broken_description_is_told_and_the_text_not_read_without_it(tmp_path, content, reason):
    text, beside = written(tmp_path, "t.txt", "Words."), written(tmp_path, "t.yaml", content)
    (failure,) = read_all([text])
    assert failure.reason.startswith(f"{beside}: {reason}")
    assert "\n" not in failure.reason


def test_front_matter_of_markdown_is_not_text_but_that_of_a_plain_text_is():
    source = "---\ntitle: Joint text\ndate: 2020-02-29\n---\n# Heading\n\nBody **text**.\n"
    known, begin = front_matter(source, "x")
    assert (known.title, known.date, source[begin:]) == ("Joint text", "2020-02-29", "# Heading\n\nBody **text**.\n")
    assert front_matter("---\nA rule, then prose.\n---\n", "x")[1] == 0


def test_front_matter_is_kept_in_a_plain_text(tmp_path):
    source = "---\r\ndate: 2020-02-29\r\n---\r\nWords.\r\n"
    document = read(written(tmp_path, "a.txt", source))
    assert (document.text, document.date) == (source, "2020-02-29")


def test_markdown_loses_its_marks():
    text, known = markdown(
        "# Joint *statement*\n\nThe [Minister](https://x.example) **agreed**\nto `act`.\n\n"
        "1. one\n2. two\n   - inner\n\n"
        "> quoted\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>raw &amp; <i>words</i></div>\n"
    )
    assert text.split("\n\n") == [
        "Joint statement", "The Minister agreed to act.", "1. one", "2. two", "- inner", "quoted",
        "a", "b", "c", "d", "raw & words",
    ]  # fmt: skip
    assert known.title == "Joint statement"


@pytest.mark.parametrize("date", ["1974-04-05T10:00:00Z", "2101-04-05"])
def test_a_web_page_loses_its_boilerplate_and_gives_its_metadata(date):
    text, known = html(PAGE.format(date=date).encode())
    assert "met her counterpart on the coast" in text.replace("\u00a0", " ")
    assert "\u201cWe will not wait,\u201d she said & left." in text.split("\n\n")
    assert not any(word in text for word in ("Home", "Privacy", "alert"))
    assert (known.title, known.date, known.publisher) == ("Statement on fisheries", date[:10], "Ministry of Tides")
    assert (known.url, known.language) == ("https://tides.example/a?b=1", "en-GB")


def test_a_web_page_in_the_encoding_it_declares(tmp_path):
    page = (
        PAGE.format(date="2001-01-01").replace("<head>", '<head><meta charset="iso-8859-2">').replace("Noll", "Nować")
    )
    page = page.replace("\u201c", '"').replace("\u201d", '"')
    assert "Nować" in read(written(tmp_path, "a.html", page.encode("iso-8859-2"))).text


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<p> </p>", "<script>words()</script>", "<"])
def test_a_web_page_without_text_is_a_failure(tmp_path, page):
    (failure,) = read_all([written(tmp_path, "a.html", page)])
    assert failure.reason == "has no text"


def test_json_lines_give_documents_and_name_the_lines_that_do_not(tmp_path):
    rows = [
        json.dumps(
            {
                "id": "r-1",
                "title": "T",
                "issuer": "I",
                "date": "Sat, 22 May 2021 12:00:47 +0000",
                "url": "https://u.example",
                "text": "One.",
            }
        ),
        "",
        "{broken",
        json.dumps({"id": 7, "publisher": "P", "date": "2021-05-23T01:00:00+02:00", "text": "Two \ud800."}),
        json.dumps({"title": "no words"}),
        json.dumps({"text": "   "}),
        json.dumps([1]),
        json.dumps({"text": "Four.", "date": "someday"}),
    ]
    file = written(tmp_path, "a.jsonl", "\n".join(rows))
    found = list(read_all([file], date="2000-01-01"))
    documents = [f for f in found if isinstance(f, Document)]
    assert [(d.source, d.date, d.publisher, d.text) for d in documents] == [
        (f"{file}#r-1", "2021-05-22", "I", "One."),
        (f"{file}#7", "2021-05-23", "P", "Two \ufffd."),
    ]
    failures = [f for f in found if isinstance(f, Failure)]
    assert [f.source.rpartition("#")[2] for f in failures] == ["3", "5", "6", "7", "8"]
    assert [f.reason.partition(":")[0] for f in failures] == [
        "is not JSON", "has no field 'text'", "has no text",
        "is not a mapping of title, date, publisher, url, language",
        "'someday' is not a date; write it as 2024-05-31",
    ]  # fmt: skip


def test_a_given_date_is_for_texts_that_bear_none(tmp_path):
    written(tmp_path, "a.txt", "Words.")
    written(tmp_path, "b.md", "---\ndate: 2019-01-02\n---\nOther words.")
    assert [d.date for d in read_all([str(tmp_path)], date="2020-02-02")] == ["2020-02-02", "2019-01-02"]


@pytest.mark.parametrize(
    ("written_date", "iso"),
    [
        ("2018-10-11", "2018-10-11"),
        ("2018-10-11T23:59:00-08:00", "2018-10-11"),
        ("Fri, 21 May 2021 23:39:10 +0000", "2021-05-21"),
        ("11 October 2018", "2018-10-11"),
        ("Oct. 11, 2018", "2018-10-11"),
        ("1st of Sept 1974", "1974-09-01"),
    ],
)
def test_dates(written_date, iso):
    assert iso_date(written_date) == iso


@pytest.mark.parametrize("value", ["", "2018", "2018-13-01", "31 June 2018", "11/10/2018", "12 Foo 2018", "yesterday"])
def test_what_is_not_a_date_is_refused(value):
    with pytest.raises(ValueError, match=r"."):
        iso_date(value)


def zipped(folder, name, files):
    import zipfile

    with zipfile.ZipFile(folder / name, "w") as archive:
        for inner, data in files.items():
            archive.writestr(inner, data)
    return str(folder / name)


def test_an_archive_is_read_as_a_folder(tmp_path):
    name = zipped(
        tmp_path,
        "a.zip",
        {
            "b/2.txt": "Words of 2.",
            "b/2.txt.yaml": "title: T\ndate: 2020-05-04",
            "a/1.md": "# Head\n\nWords of 1.",
            "c.jsonl": '{"id": "x", "text": "Words of c."}',
            "d.csv": "text,title\nWords of d.,D",
            "__MACOSX/e.txt": "no text",
            "README.txt": "no text",
            "f.pdf": "%PDF-",
            "g.txt": "",
        },
    )
    found = list(read_all([name]))
    documents = {d.source.removeprefix(f"{name}/"): d for d in found if isinstance(d, Document)}
    assert [(s, d.text, d.title) for s, d in documents.items()] == [
        ("a/1.md", "Head\n\nWords of 1.", "Head"),
        ("b/2.txt", "Words of 2.", "T"),
        ("c.jsonl#x", "Words of c.", None),
        ("d.csv#1", "Words of d.", "D"),
    ]
    assert [f for f in found if isinstance(f, Failure)] == [
        Failure(f"{name}/f.pdf", "is PDF within an archive; unpack or convert it first"),
        Failure(f"{name}/g.txt", "is empty"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"), [(b"PK\x03\x04 no zip", "cannot be read as a zip archive"), (None, "holds no text")]
)
def test_a_bad_archive_is_a_failure(tmp_path, content, reason):
    name = zipped(tmp_path, "a.zip", {"a.bin": "x"}) if content is None else written(tmp_path, "a.zip", content)
    [found] = read_all([name])
    assert isinstance(found, Failure)
    assert reason in found.reason


def test_a_member_that_unpacks_to_too_much_is_a_failure(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.read.archive.LARGEST", 1 << 20)
    name = zipped(tmp_path, "a.zip", {"a.txt": "word " * 300_000, "b.txt": "Words."})
    assert [type(f) for f in read_all([name])] == [Failure, Document]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_its_columns(tmp_path, delimiter):
    rows = [
        ["key", "body", "day", "head"],
        ["k1", '"They met, and\nleft; all."', "4 May 2020", "Visit"],
        ["k2", "", "", ""],
    ]
    name = written(tmp_path, "a.csv", "\r\n".join(delimiter.join(row) for row in rows))
    found = list(read_all([name], columns={"text": "body", "id": "key", "date": "day", "title": "head"}))
    assert [(d.source, d.text, d.date, d.title) for d in found if isinstance(d, Document)] == [
        (f"{name}#k1", "They met, and\nleft; all.", "2020-05-04", "Visit")
    ]
    assert found[1] == Failure(f"{name}#2", "has no field 'body'")


def test_a_table_without_texts_says_what_it_has(tmp_path):
    [found] = read_all([written(tmp_path, "a.csv", "key,body\n1,Words")])
    assert found.reason == "has no column 'text' (it has key, body); say which one holds the text: --columns"


def test_columns_of_json_lines(tmp_path):
    name = written(tmp_path, "a.jsonl", '{"body": "They met.", "text": "not this", "day": "2020-05-04"}')
    [found] = read_all([name], columns={"text": "body", "date": "day"})
    assert (found.text, found.date) == ("They met.", "2020-05-04")


def test_the_same_text_under_another_header_is_a_near_duplicate():
    from kg.read import near_duplicates

    body = " ".join(f"The ministers of Chile and Norway spoke of matter number {n} at some length." for n in range(9))
    texts = [
        f"Ministry of Tides\n\n{body}",
        f"Office of the Spokesperson\nOslo, 4 May\n\n{body}\n\nEnds.",
        body[:300],
        "They met.",
    ]
    documents = [Document(ids.document_id(t), f"{n}.txt", ids.sha256(t), t) for n, t in enumerate(texts)]
    assert near_duplicates(documents) == [(documents[1].id, documents[0].id)]
    assert near_duplicates(documents[::-1]) == [(documents[1].id, documents[0].id)]
