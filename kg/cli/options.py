"""Arguments and options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def _print_version(wanted: bool) -> None:
    if wanted:
        import kg

        print(f"kg {kg.__version__}")
        raise typer.Exit


def _questions(incomplete: str) -> list[tuple[str, str]]:
    from kg.query import questions

    return [(q.name, q.text) for q in questions().values() if q.name.startswith(incomplete)]


def _formats(incomplete: str) -> list[str]:
    from kg.query import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def _export_formats(incomplete: str) -> list[str]:
    from kg.export import FORMATS, PROJECTIONS

    return [name for name in (*FORMATS, *PROJECTIONS) if name.startswith(incomplete)]


Version = Annotated[bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)]
Texts = Annotated[
    list[str],
    typer.Argument(help="Files, folders, archives, glob patterns, or - for standard input.", metavar="TEXTS..."),
]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="Graph folder to write.")]
Store = Annotated[
    str | None, typer.Option("--store", help="SPARQL 1.1 endpoint to write the graph to: http://host:8890/sparql.")
]
Date = Annotated[str | None, typer.Option(help="Date of texts that bear none, as 2018-10-11.")]
Reference = Annotated[str | None, typer.Option(help="Further reference data: a CSV or Turtle file, or a folder.")]
Curation = Annotated[str | None, typer.Option(help="CSV file with decisions on who is who.")]
BaseIri = Annotated[str, typer.Option(help="What the graph's own IRIs begin with.")]
Model = Annotated[str | None, typer.Option(help="spaCy model to use instead of the default.")]
Workers = Annotated[int, typer.Option(help="Processes that extract.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns", metavar="FIELD=NAME,…",
        help="What JSON Lines and tables call text, id, title, date, publisher, url, language: text=body,date=day.",
    ),
]  # fmt: skip
Dask = Annotated[str | None, typer.Option(help="Extract on the cluster whose Dask scheduler is at this address.")]
Seconds = Annotated[float, typer.Option("--timeout", min=0, help="Seconds that one text may take; 0: no limit.")]
Memory = Annotated[int, typer.Option(min=0, help="MiB that one text may take in a worker; 0: no limit.")]
Full = Annotated[bool, typer.Option("--full", help="Do everything again, also what an earlier build did.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
GraphFolder = Annotated[
    str, typer.Argument(help="Graph folder that kg build made, or the URL of an endpoint.", metavar="GRAPH")
]
Sparql = Annotated[
    str | None, typer.Argument(help="A query, a file with one, or - for standard input.", metavar="QUERY")
]
Named = Annotated[
    str | None, typer.Option("--named", help="Ask this named question instead.", autocompletion=_questions)
]
QuestionName = Annotated[
    str | None, typer.Argument(help="Name of the question.", metavar="QUESTION", autocompletion=_questions)
]
Entity = Annotated[str, typer.Argument(help='Name, alias, code or key: "Mexico", MX, country:MX.', metavar="ENTITY")]
FactName = Annotated[str, typer.Argument(help="Key of the fact, as kg show prints it.", metavar="FACT")]
ResultFormat = Annotated[
    str | None,
    typer.Option(
        "-f", "--format", autocompletion=_formats,
        help="table, markdown, csv, tsv, json, xml; for graphs turtle, jsonld, ntriples, rdfxml. Else by file name.",
    ),
]  # fmt: skip
ExportFormat = Annotated[
    str | None,
    typer.Option(
        "-f", "--format", autocompletion=_export_formats,
        help="turtle, trig, nquads, ntriples, jsonld, rdfxml; graphml, gexf, csv. Else by the file's name.",
    ),
]  # fmt: skip
File = Annotated[Path | None, typer.Option("-o", "--out", help="File to write; else standard output.")]
Timeout = Annotated[float | None, typer.Option(min=0.01, help="Stop after so many seconds.")]
Explain = Annotated[
    bool, typer.Option("--explain", help="Show the algebra, how much each pattern finds, and the time it takes.")
]
Services = Annotated[
    list[str] | None,
    typer.Option("--allow-service", help="Let SERVICE ask this host (host or host:port). Repeatable.", metavar="HOST"),
]
Limit = Annotated[int | None, typer.Option(min=0, help="At most so many rows.")]
OnlyGraphs = Annotated[
    list[str] | None, typer.Option("--graph", help="Only this named graph: doc:5bb7eec6b387. Repeatable.")
]
PageFile = Annotated[Path, typer.Option("-o", "--out", help="HTML file to write.", show_default=True)]
PartQuery = Annotated[str, typer.Option(help="Show what this SPARQL query names (text, file or -).")]
Focus = Annotated[str, typer.Option(help="Show what surrounds this entity: name, alias, code or key.")]
Steps = Annotated[int, typer.Option(min=1, max=4, help="How far from the focus.")]
Country = Annotated[str, typer.Option(help="Show what concerns this country and its people.")]
Kinds = Annotated[list[str] | None, typer.Option(help="Show entities of this kind: Official, Event … Repeatable.")]
Since = Annotated[str, typer.Option(help="Show facts from this day, month or year on.")]
Until = Annotated[str, typer.Option(help="Show facts up to this day, month or year.")]
MaxNodes = Annotated[int | None, typer.Option(min=1, help="Show at most so many entities, the nearest or best known.")]
ServedFolder = Annotated[str, typer.Argument(help="Graph folder that kg build made.", metavar="GRAPH")]
Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 lets other machines in.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 is any that is free.")]
QueryTime = Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that a query may take.")]
MaxRows = Annotated[int, typer.Option(min=1, help="Rows or triples that a query may yield.")]
Processes = Annotated[int, typer.Option("--workers", min=1, max=64, help="Queries that may run at once.")]
Writable = Annotated[bool, typer.Option("--writable", help="Let who shows the token change the graph.")]
Token = Annotated[str, typer.Option(envvar="KG_TOKEN", help="The token; without one, one is made up and printed.")]
Annotations = Annotated[
    Path, typer.Argument(help="Folder of annotations, <id>.yaml, or a JSON file of Label Studio.", metavar="GOLD")
]
AnnotatedTexts = Annotated[
    Path | None,
    typer.Argument(help="Folder of the annotated texts, <id>_….txt; not for Label Studio.", metavar="TEXTS"),
]
ModelFolder = Annotated[Path | None, typer.Option("-o", "--out", help="Folder to write the model to.")]
StartModel = Annotated[
    str | None, typer.Option("--model", help="Model to start from: an earlier one of yours, or spaCy's.")
]
Seed = Annotated[int, typer.Option(min=0, help="The same seed gives the same model.")]
ToLabelStudio = Annotated[
    Path | None, typer.Option("--label-studio", help="Write the annotations to this file for Label Studio.")
]
