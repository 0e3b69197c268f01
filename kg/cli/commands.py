"""The commands. Everything that takes time to import is imported inside them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import ids
from kg.cli import options as o
from kg.cli.output import choose_format, deliver, note

EXAMPLES = """\b
Examples:
  kg build texts/ -o graph/                           read texts, write a graph
  kg build texts/ --store http://host:8890/sparql     write it to a SPARQL endpoint
  kg query graph/ 'SELECT ?n { ?x foaf:name ?n }'     ask in SPARQL (text, file or -)
  kg ask graph/ cq03 --country MX                     ask a named question
  kg show graph/ "Mexico"                             what the graph says of something
  kg explain graph/ statement1                        why it says a fact
  kg export graph/ -o graph.ttl                       write it as a file
  kg view graph/ -o graph.html                        look at it in a browser
  kg serve graph/                                     browse and ask it over HTTP
  kg check graph/                                     prove that it is sound
  kg report graph/                                    what was found, and what was not
  kg evaluate graph/ texts/ gold/                     how well, on annotated texts
  kg train gold/ texts/ -o model/                     teach the model your texts' names
"""

app = typer.Typer(
    help="Diplomatic texts to a knowledge graph that can be checked.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def kg(version: o.Version = False) -> None:
    """Diplomatic texts to a knowledge graph that can be checked."""


@app.command(epilog="Example: kg build texts/ notes.md -o graph/ --date 2018-10-11")
def build(
    texts: o.Texts,
    out: o.Out = None,
    endpoint: o.Store = None,
    date: o.Date = None,
    reference: o.Reference = None,
    curation: o.Curation = None,
    base_iri: o.BaseIri = ids.BASE,
    model: o.Model = None,
    columns: o.Columns = None,
    workers: o.Workers = 1,
    dask: o.Dask = None,
    seconds: o.Seconds = 600,
    memory: o.Memory = 0,
    full: o.Full = False,
    as_json: o.Json = False,
) -> None:
    """Read texts and write a graph folder, or send the graph to a SPARQL endpoint, or both.

    What the folder held is replaced in one step at the end; a text that was read before is not worked on again. An
    endpoint gets the documents that changed, each in one step.
    """
    from kg.cli.output import columns as named
    from kg.cli.progress import bar
    from kg.cli.reports import built
    from kg.pipeline import build as run

    with bar("Extracting", out or endpoint) as progress:
        made = run(
            texts, out, endpoint=endpoint, date=date, reference=reference, curation=curation, base_iri=base_iri,
            model=model, columns=named(columns or []), workers=workers, dask=dask, seconds=seconds, memory=memory,
            full=full, progress=progress,
        )  # fmt: skip
    built(made, str(out or endpoint), as_json=as_json)
    raise typer.Exit(1 if made.failures else 0)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog="Example: kg query graph/ question.rq -f csv -o answer.csv; kg query graph/ --named cq03 --country MX",
)
def query(
    context: typer.Context,
    graph: o.GraphFolder,
    sparql: o.Sparql = None,
    named: o.Named = None,
    form: o.ResultFormat = None,
    out: o.File = None,
    limit: o.Limit = None,
    timeout: o.Timeout = None,
    explain: o.Explain = False,
    allow_service: o.Services = None,
) -> None:
    """Ask in SPARQL, or ask a named question.

    Every query sees all texts as one graph and knows the usual prefixes (dip, dipv, foaf, rdfs, skos …).
    --PARAMETER VALUE gives a value to a parameter that the question declares.
    """
    from kg import query as questions
    from kg import store
    from kg.cli import asking
    from kg.cli.output import terminal_width

    reader = store.open(graph)
    sparql, values = asking.arguments(sparql, context.args)
    asked = asking.chosen(sparql, named)
    if explain:
        deliver(asking.explained(reader, asked, values), out)
        return
    services = allow_service or ()
    results = asking.answered(graph, reader, asked, values, limit=limit, timeout=timeout, services=services)
    form = choose_format(form, out, "table")
    deliver(questions.written(results, form, base=reader.base, limit=limit, width=terminal_width(out)), out)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog='Example: kg ask graph/ cq09 --country MX --topic "arms control"',
)
def ask(
    context: typer.Context,
    graph: o.GraphFolder,
    name: o.QuestionName = None,
    form: o.ResultFormat = None,
    out: o.File = None,
    limit: o.Limit = None,
) -> None:
    """List the named questions, or ask one.

    --PARAMETER VALUE narrows a question; the list names the parameters of each.
    """
    from kg import query as questions
    from kg import store
    from kg.cli.output import given, terminal_width
    from kg.cli.reports import listed

    reader = store.open(graph)
    if name is None:
        deliver(listed(questions.questions().values()), out)
        return
    results = questions.ask(reader, name, given(context.args))
    form = choose_format(form, out, "table")
    deliver(questions.written(results, form, base=reader.base, limit=limit, width=terminal_width(out)), out)


@app.command(epilog='Example: kg show graph/ "Anna Noll"')
def show(
    graph: o.GraphFolder,
    entity: o.Entity,
    limit: Annotated[int, typer.Option(min=0, help="At most so many facts.")] = 100,
    as_json: o.Json = False,
) -> None:
    """What the graph says of something.

    The thing is found by name, alias, code or key; every fact comes with the words that support it.
    """
    from kg import show as shows
    from kg import store
    from kg.cli.reports import portrait

    deliver(portrait(shows.show(store.open(graph), entity, limit=limit), as_json=as_json), None)


@app.command(epilog="Example: kg explain graph/ fact:5bb7eec6b387-statement1")
def explain(graph: o.GraphFolder, fact: o.FactName, as_json: o.Json = False) -> None:
    """Why the graph says a fact.

    Its words where they stand in the text, who vouches for it, the rule and the run that made it.
    """
    from kg import show as shows
    from kg import store
    from kg.cli.reports import explanation

    deliver(explanation(shows.explain(store.open(graph), fact), as_json=as_json), None)


@app.command(epilog="Example: kg export graph/ --format nquads -o graph.nq")
def export(graph: o.GraphFolder, form: o.ExportFormat = None, out: o.File = None, only: o.OnlyGraphs = None) -> None:
    """Write the graph as a file.

    Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML; for graph programs and spreadsheets GraphML, GEXF or CSV.
    The same graph gives the same bytes.
    """
    from kg import export as exports
    from kg import store

    deliver(exports.export(store.open(graph), choose_format(form, out, "turtle"), graphs=only or ()), out)


@app.command(epilog='Example: kg view graph/ -o mexico.html --focus Mexico --steps 2 --title "Our talks"')
def view(
    graph: o.GraphFolder,
    out: o.PageFile = Path("graph.html"),
    title: Annotated[str, typer.Option(help="Heading of the page.")] = "Knowledge graph",
    query: o.PartQuery = "",
    focus: o.Focus = "",
    steps: o.Steps = 2,
    country: o.Country = "",
    kind: o.Kinds = None,
    since: o.Since = "",
    until: o.Until = "",
    max_nodes: o.MaxNodes = None,
) -> None:
    """Write the graph, or a part of it, as a page to look at.

    One HTML file in which every line opens the sentence behind it; it needs no network.
    """
    from kg import store
    from kg import view as views
    from kg.cli.output import query_text

    choice = views.Choice(
        query=query_text(query) if query else "", focus=focus, steps=steps, country=country, kinds=tuple(kind or ()),
        since=since, until=until, max_nodes=max_nodes,
    )  # fmt: skip
    note(f"{views.write(store.open(graph), out, title=title, choice=choice)}: open it in a browser")


@app.command(epilog="Example: kg serve graph/ --port 8080")
def serve(
    graph: o.ServedFolder,
    host: o.Host = "127.0.0.1",
    port: o.Port = 8000,
    title: Annotated[str, typer.Option(help="Heading of the pages.")] = "Knowledge graph",
    timeout: o.QueryTime = 10,
    max_rows: o.MaxRows = 100_000,
    workers: o.Processes = 4,
    writable: o.Writable = False,
    token: o.Token = "",
) -> None:
    """Serve the graph over HTTP: pages to browse and ask it, a SPARQL endpoint, linked data.

    Only this machine can reach it unless --host says otherwise. It is read only unless --writable.
    """
    from kg import serve as servers
    from kg.cli.output import announce

    servers.needed()
    settings = servers.settings(
        host, title=title, timeout=timeout, limit=max_rows, workers=workers, writable=writable, token=token
    )
    servers.serve(graph, host, port, settings, announce=announce)


@app.command(epilog="Example: kg check graph/ --full")
def check(
    graph: o.GraphFolder,
    full: Annotated[bool, typer.Option("--full", help="Also the shapes written in SPARQL; slower.")] = False,
    as_json: o.Json = False,
) -> None:
    """Prove that a graph is sound.

    Its shapes (SHACL), and every anchor against its text. Exit status 1 when something is wrong.
    """
    from kg import check as checks
    from kg import store
    from kg.cli.reports import violations

    reader = store.open(graph)
    found = list(checks.check(reader.oxigraph, full=full, base=reader.base))
    deliver(violations(found, reader.base, as_json=as_json), None)
    raise typer.Exit(1 if found else 0)


@app.command(epilog="Example: kg report graph/ --json")
def report(
    graph: o.GraphFolder,
    sentences: Annotated[bool, typer.Option("--sentences", help="List the sentences that yielded nothing.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write it as an HTML page to this file.")] = None,
    as_json: o.Json = False,
) -> None:
    """What was read and found, and what was not.

    Texts, facts, sentences that yielded nothing, mentions left open with the reason.
    """
    from kg import report as reports
    from kg import store
    from kg.cli.reports import report as told
    from kg.cli.reports import silent, summary
    from kg.cli.summary import page

    reader = store.open(graph)
    made = reports.from_json(reader.attached(reports.FILE))
    if html is not None:
        deliver(page(made, summary(made)), html)
        return
    deliver(silent(made, reader) if sentences else told(made, as_json=as_json), None)


@app.command(epilog="Example: kg evaluate graph/ texts/ gold/ --errors event")
def evaluate(
    graph: o.GraphFolder,
    texts: Annotated[Path, typer.Argument(help="Folder of the annotated texts, <id>_….txt.", metavar="TEXTS")],
    gold: Annotated[Path, typer.Argument(help="Folder of the annotations, <id>.yaml.", metavar="GOLD")],
    errors: Annotated[list[str] | None, typer.Option(help="List what of a kind was missed or wrong.")] = None,
    as_json: o.Json = False,
) -> None:
    """Precision and recall of a graph on annotated texts.

    The format of the annotations is told in the documentation of kg.evaluate.
    """
    from kg import store
    from kg.cli.reports import evaluation
    from kg.evaluate import evaluate as measure

    found = measure(store.open(graph).oxigraph, texts, gold)
    deliver(evaluation(found, errors or (), as_json=as_json), None)


@app.command(epilog="Example: kg train gold/ texts/ -o model/; kg build texts/ -o graph/ --model model/")
def train(
    gold: o.Annotations,
    texts: o.AnnotatedTexts = None,
    out: o.ModelFolder = None,
    model: o.StartModel = None,
    seed: o.Seed = 7,
    label_studio: o.ToLabelStudio = None,
    as_json: o.Json = False,
) -> None:
    """Teach the language model the names of your texts.

    The annotations are those of kg evaluate, or what Label Studio exports as JSON. A fifth of the texts takes no part
    and judges the model.
    """
    from kg import train as trainer
    from kg.cli.progress import bar
    from kg.cli.reports import training
    from kg.errors import UsageError

    if out is None and label_studio is None:
        raise UsageError("say where the model goes (-o), or the annotations (--label-studio)")
    annotated = trainer.read(gold, texts)
    if label_studio is not None:
        deliver([trainer.to_label_studio(annotated).encode()], label_studio)
    if out is not None:
        with bar("Training", out, resumes=False) as progress:
            made = trainer.train(annotated, out, model=model, seed=seed, progress=progress)
        deliver(training(made, as_json=as_json), None)
