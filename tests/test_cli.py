"""The command, as it is installed: results on standard output, errors in one line, the right exit status."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

KG = str(Path(sys.executable).with_name("kg"))
COMMANDS = ["build", "query", "ask", "show", "explain", "export", "view", "check", "report", "evaluate", "train"]


def kg(*arguments, stdin="", env=None, cwd=None):
    """Run the installed command: (exit status, standard output, standard error)."""
    done = subprocess.run(
        [KG, *map(str, arguments)], input=stdin, capture_output=True, encoding="utf-8", cwd=cwd,
        env=os.environ | {"COLUMNS": "100"} | (env or {}), timeout=120, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A graph that the command built from two texts."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "texts").mkdir()
    (folder / "texts" / "geneva.txt").write_text(
        "Foreign Minister Anna Noll of Norway met President Bo Oll in Geneva. She said that Norway will sign it.\n"
    )
    (folder / "texts" / "accra.md").write_text(
        "---\ndate: 2031-02-03\n---\nChile opened an embassy in Accra. It rained.\n"
    )
    status, out, err = kg("build", "texts", "-o", "g", cwd=folder)
    assert (status, err) == (0, "")
    assert out.startswith("g: 2 texts, ")
    return folder / "g"


def test_help_lists_every_command_with_an_example():
    status, out, _ = kg("--help")
    assert status == 0
    for command in COMMANDS:
        assert f"\n  {command} " in out
        assert f"\n    kg {command} " in out
        assert "Example: kg " in kg(command, "--help")[1]
    assert kg() == (2, "", out)


def test_version_and_module():
    import kg as package

    assert kg("--version") == (0, f"kg {package.__version__}\n", "")
    done = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"kg {package.__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes(shell):
    status, out, _ = kg("--show-completion", shell)
    assert status == 0
    assert "_KG_COMPLETE" in out


def test_queries_from_the_command_line_a_file_and_standard_input(small, tmp_path):
    sparql = "SELECT ?n WHERE { ?x dip:isoAlpha2 ?n } ORDER BY ?n"
    file = tmp_path / "q.rq"
    file.write_text(sparql)
    expected = (0, "n\n──\nXR\nXS\n", "")
    assert kg("query", small, sparql) == expected
    assert kg("query", small, file) == expected
    assert kg("query", small, "-", stdin=sparql) == expected
    assert kg("query", small, sparql, "--limit", "1") == (0, "n\n──\nXR\n", "")


@pytest.mark.parametrize(
    ("form", "begin"),
    [
        ("csv", "n\r\nXR"),
        ("tsv", '?n\n"XR"'),
        ("json", '{"head":'),
        ("xml", "<?xml"),
        ("markdown", "| n |\n| --- |\n| XR |"),
    ],
)
def test_result_formats(small, tmp_path, form, begin):
    sparql = "SELECT ?n WHERE { ?x dip:isoAlpha2 ?n } ORDER BY ?n"
    done = subprocess.run([KG, "query", str(small), sparql, "-f", form], capture_output=True, check=True)
    assert done.stdout.decode().startswith(begin)
    suffix = {"markdown": "md"}.get(form, form)
    assert kg("query", small, sparql, "-o", tmp_path / f"a.{suffix}") == (0, "", "")
    assert (tmp_path / f"a.{suffix}").read_bytes() == done.stdout


def test_a_construct_is_turtle(small):
    status, out, _ = kg("query", small, "CONSTRUCT WHERE { ?x dip:isoAlpha2 ?n }")
    assert status == 0
    assert len(list(ox.parse(out.encode(), format=ox.RdfFormat.TURTLE))) == 2


def test_named_questions(small):
    status, out, _ = kg("ask", small)
    assert status == 0
    assert out.count("\ncq") == 26
    status, out, err = kg("ask", small, "cq07", "--person", "Anna Noll", "--format", "json")
    assert (status, err) == (0, "")
    json.loads(out)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["cq99"], "there is no question 'cq99'"),
        (["cq07", "--nonsense", "x"], "has no parameter 'nonsense'; it has: person"),
        (["cq07", "--person"], "--person needs a value"),
        (["cq07", "stray"], "'stray' is not expected here"),
        (["cq07", "-f", "rtf"], "format rtf"),
    ],
)
def test_named_questions_asked_wrongly(small, arguments, reason):
    status, out, err = kg("ask", small, *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert reason in err


def test_show_and_explain(small):
    status, out, _ = kg("show", small, "Noll")
    assert status == 0
    assert out.startswith("Anna Noll  person:anna-noll-1  (person)\n")
    assert "“we will sign”  texts/<i>one</i>.txt [61, 73)" in out
    status, out, _ = kg("explain", small, "commitment2")
    assert status == 0
    assert "rule: commitments: will" in out
    assert "»we will sign«" in out
    assert json.loads(kg("show", small, "Noll", "--json")[1])["label"] == "Anna Noll"
    assert json.loads(kg("explain", small, "commitment2", "--json")[1])["evidence"][0]["exact"] is True


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml"])
def test_export(small, tmp_path, form):
    status, out, err = kg("export", small, "--format", form)
    assert (status, err) == (0, "")
    suffix = {"turtle": "ttl", "nquads": "nq", "ntriples": "nt", "rdfxml": "rdf"}.get(form, form)
    assert kg("export", small, "-o", tmp_path / f"g.{suffix}") == (0, "", "")
    assert (tmp_path / f"g.{suffix}").read_text() == out


def test_report_check_and_view_of_a_built_graph(built, tmp_path):
    status, out, _ = kg("report", built)
    assert status == 0
    assert "\nFacts, and how many in 1,000 words\n" in out
    assert kg("report", built, "--html", tmp_path / "r.html")[0] == 0
    assert "<title>Report of a build</title>" in (tmp_path / "r.html").read_text()
    assert "It rained." in kg("report", built, "--sentences")[1]
    told = json.loads(kg("report", built, "--json")[1])
    assert told["totals"]["documents"] == 2
    status, out, err = kg("check", built)
    assert (status, err) == (0, "")
    assert json.loads(kg("check", built, "--json")[1]) == []
    status, _, err = kg("view", built, "-o", tmp_path / "g.html")
    assert status == 0
    assert "open it in a browser" in err
    assert (tmp_path / "g.html").read_text().startswith("<!")


def test_the_build_tells_json(built):
    status, out, _ = kg("build", built.parent / "texts", "-o", built.parent / "again", "--json")
    assert status == 0
    assert json.loads(out)["totals"]["documents"] == 2


@pytest.mark.parametrize("command", ["query", "ask", "show", "explain", "export", "view", "check", "report"])
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda p: None, "there is no graph here"),
        (lambda p: p.mkdir(), "is not a graph"),
        (lambda p: p.write_text("x"), "is a file"),
    ],
)
def test_a_store_that_is_not_one(tmp_path, command, make, reason):
    make(tmp_path / "g")
    status, out, err = kg(command, "g", *(["x"] if command in ("query", "show", "explain") else []), cwd=tmp_path)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("kg: g: ")
    assert reason in err
    assert not (tmp_path / "graph.html").exists()


BAD_INPUT = {
    "a missing folder": ([], "none", "none: does not exist"),
    "an empty file": ([("a.txt", b"")], "a.txt", "a.txt: is empty"),
    "a binary file": ([("a.txt", bytes(range(256)))], "a.txt", "a.txt: is binary, not text"),
    "a file without text": ([("a.txt", b" \r\n\f ")], "a.txt", "a.txt: has no text"),
    "a folder without texts": ([("x/a.xlsx", b"a,b")], "x", "x: this folder holds no text"),
    "a page without text": ([("a.html", b"<html><script>x</script></html>")], "a.html", "a.html: has no text"),
    "a broken description": ([("a.txt", b"Words."), ("a.yaml", b"a: [")], "a.txt", "a.yaml: cannot be read as YAML"),
}


@pytest.mark.parametrize("case", BAD_INPUT)
def test_bad_input_is_one_line_and_leaves_nothing(tmp_path, case):
    files, source, reason = BAD_INPUT[case]
    for name, data in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    status, out, err = kg("build", source, "-o", "g", cwd=tmp_path)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert reason in err
    assert not (tmp_path / "g").exists()


def test_broken_reference_data_is_one_line_and_leaves_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "ref.ttl").write_text("<a> <b> .\n")
    status, out, err = kg("build", "a.txt", "-o", "g", "--reference", "ref.ttl", cwd=tmp_path)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("kg: ")
    assert "ref.ttl" in err
    assert not (tmp_path / "g").exists()


def test_a_second_writer_is_told(built):
    from kg import store

    with store.edit(built):
        status, out, err = kg("build", built.parent / "texts", "-o", built)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "another process is writing to this graph" in err


def test_some_texts_that_cannot_be_read_are_told_and_the_others_built(tmp_path):
    (tmp_path / "a.txt").write_text("Norway and Chile signed a treaty.")
    (tmp_path / "b.txt").write_bytes(b"")
    status, out, err = kg("build", ".", "-o", "g", cwd=tmp_path)
    assert status == 1
    assert out.startswith("g: 1 text, 1 not read, ")
    assert err == "kg: b.txt: is empty\n"
    assert "Could not be read (1)\n  b.txt: is empty\n" in kg("report", "g", cwd=tmp_path)[1]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["build"], 2),
        (["build", "a.txt"], 2),
        (["nonsense"], 2),
        (["--nonsense"], 2),
        (["query", "{g}", "nothing.rq"], 2),
        (["query", "{g}", "ASK {"], 1),
        (["query", "{g}", "ASK {}", "-o", "none/a.json"], 1),
        (["export", "{g}", "-f", "rtf"], 2),
        (["export", "{g}", "--graph", "doc:none"], 2),
        (["show", "{g}", "Atlantis"], 1),
        (["explain", "{g}", "statement99"], 1),
    ],
)
def test_exit_status_of_what_cannot_be_done(small, tmp_path, arguments, status):
    done, out, err = kg(*(a.replace("{g}", str(small)) for a in arguments), cwd=tmp_path)
    assert (done, out) == (status, "")
    assert err
    assert list(tmp_path.iterdir()) == []


def test_a_malformed_query_is_shown_with_a_caret(small):
    assert kg("query", small, "SELECT * {\n  ?s nono:p 1 }")[2] == (
        "kg: the query is malformed at line 2, column 6: prefix nono: is not declared\n    ?s nono:p 1 }\n       ^\n"
    )


def test_a_closed_pipe_is_no_error(small):
    done = subprocess.run(
        f"{KG} query {small} 'SELECT * {{ ?a ?b ?c . ?d ?e ?f }}' -f tsv | head -1",
        shell=True,
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"?a\t?b\t?c\t?d\t?e\t?f\n"
    assert done.stderr == b""


def on_a_terminal(arguments, env):
    """What a command prints when all its streams are a terminal."""
    leader, follower = pty.openpty()
    done = subprocess.Popen(
        [KG, *map(str, arguments)], stdin=follower, stdout=follower, stderr=follower, env=os.environ | env
    )
    os.close(follower)
    seen = b""
    while True:
        try:
            portion = os.read(leader, 65536)
        except OSError:
            break
        if not portion:
            break
        seen += portion
    os.close(leader)
    assert done.wait() == 0
    return seen.decode()


def test_a_progress_bar_on_a_terminal_only(built, tmp_path):
    texts = built.parent / "texts"
    shown = on_a_terminal(["build", texts, "-o", tmp_path / "g"], {"TERM": "xterm", "COLUMNS": "80"})
    assert "Extracting" in shown
    plain = on_a_terminal(["build", texts, "-o", tmp_path / "g"], {"TERM": "xterm", "NO_COLOR": "1"})
    assert "\x1b[3" not in plain
    assert kg("build", texts, "-o", tmp_path / "g")[2] == ""


def test_tables_fit_the_terminal(small):
    shown = on_a_terminal(["query", small, "SELECT ?x ?l { ?x ?p ?l }"], {"TERM": "xterm", "COLUMNS": "60"})
    assert max(map(len, shown.splitlines())) <= 60


def test_the_same_bytes_whatever_the_hash_seed(built, tmp_path):
    texts = built.parent / "texts"
    seen = {}
    for seed in ("0", "1"):
        env = {"PYTHONHASHSEED": seed}
        assert kg("build", texts, "-o", tmp_path / seed, env=env)[0] == 0
        seen[seed] = [kg("export", tmp_path / seed, "-f", form, env=env)[1] for form in ("turtle", "nquads")]
    assert seen["0"] == seen["1"]
