"""Which formats there are, how a file's format is told, and what each cannot say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.evaluation.formats.brat import read_brat, write_brat
from pipeline.evaluation.formats.citron import read_citron
from pipeline.evaluation.formats.extracted import read_extracted
from pipeline.evaluation.formats.graph import Notes, graph_of
from pipeline.evaluation.formats.label_studio import read_label_studio, write_label_studio
from pipeline.evaluation.formats.span_jsonl import read_span_jsonl, write_prodigy
from pipeline.evaluation.gold import GoldArticle
from pipeline.evaluation.gold_files import parse_json, read_records, read_text, record_of
from pipeline.reading import folder_name

Reader = Callable[[Path, Path | None, Notes], Iterator[GoldArticle]]
Writer = Callable[[Sequence[GoldArticle], Path], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        about: what it is, for the help.
        read: reads articles from a path, with the folder of their texts.
        write: writes articles to a path; None if it can only be read.
    """

    about: str
    read: Reader
    write: Writer | None = None


def _read_own(path: Path, texts: Path | None, notes: Notes) -> Iterator[GoldArticle]:
    return read_records(path, texts, warn=notes.say)


def _write_own(articles: Sequence[GoldArticle], output: Path) -> None:
    if output.suffix == ".jsonl":
        output.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(record_of(article), ensure_ascii=False) + "\n" for article in articles)
        output.write_text(lines, encoding="utf-8", newline="\n")
        return
    output.mkdir(parents=True, exist_ok=True)
    for article in articles:
        record = json.dumps(record_of(article), ensure_ascii=False, indent=1) + "\n"
        (output / f"{folder_name(article.id)}.json").write_text(record, encoding="utf-8", newline="\n")


FORMATS = {
    "gold": Format("gold records, a folder of .json files or a .jsonl file", _read_own, _write_own),
    "statements": Format("the program's own output: a folder, topics.jsonl or statements.jsonl", read_extracted),
    "brat": Format("brat stand-off as in PolNeAR: a folder of .txt and .ann files", read_brat, write_brat),
    "prodigy": Format("Prodigy's JSONL with spans and relations", read_span_jsonl, write_prodigy),
    "doccano": Format("doccano's JSONL with spans, perhaps with relations", read_span_jsonl),
    "label-studio": Format("a Label Studio export in JSON", read_label_studio, write_label_studio),
    "citron": Format("Citron's annotation JSON, a folder or a file", read_citron),
}


def read_gold(path: Path, texts: Path | None = None, form: str | None = None) -> tuple[list[GoldArticle], list[str]]:
    """Read gold articles in any of the formats.

    Args:
        path: a file or folder.
        texts: the folder of the articles (``NAME.txt``), if they are not in or beside the gold.
        form: one of ``FORMATS``; None to tell it from the looks of the file.

    Returns:
        The articles, and what had to be left out or assumed, a line each.

    Raises:
        InputError: something is wrong with it; names file, record and field.
    """
    if not path.exists():
        raise InputError(str(path), "no such file or folder; check the path")
    if texts is not None and not texts.is_dir():
        raise InputError(str(texts), "no such folder; --text names the folder of the articles")
    notes = Notes()
    articles = list(_format(form or detect(path)).read(path, texts, notes))
    if not articles:
        raise InputError(str(path), "no articles in it")
    (name, count), *_ = Counter(article.id for article in articles).most_common(1)
    if count > 1:
        places = ", ".join(article.place for article in articles if article.id == name)
        raise InputError(str(path), f"article {name!r} is there {count} times ({places}); leave one")
    return articles, notes.lines()


def write_gold(articles: Sequence[GoldArticle], output: Path, form: str) -> list[str]:
    """Write articles in one of the formats that can be written.

    Returns:
        What the format could not carry, a line each.

    Raises:
        InputError: there is no such format, it can only be read, or the place cannot be written to.
    """
    write = _format(form).write
    if write is None:
        able = ", ".join(name for name, other in FORMATS.items() if other.write)
        raise InputError(form, f"can only be read; choose one of {able}")
    try:
        write(articles, output)
    except OSError as error:
        raise InputError(str(output), f"cannot be written ({error.strerror or error}); choose another place") from None
    return losses(articles, form, output)


def losses(articles: Sequence[GoldArticle], form: str, output: Path) -> list[str]:
    """What a format cannot carry of these articles, counted."""
    notes = Notes()
    for article in articles:
        if form == "gold":
            notes.add("confidences left out", sum(s.confidence is not None for s in article.statements))
            if output.suffix != ".jsonl" and folder_name(article.id) != article.id:
                notes.add("articles got another id, one that can be a file's name")
            continue
        for s in article.statements:
            for what, words, at in (("mention", s.mention, s.mention_at), ("cue", s.cue, s.cue_at)):
                if words and (at is None or article.text[slice(*at)] != words):
                    notes.add(f"{what}s left out or shortened to what stands in the text")
        if form == "prodigy":
            spans = sorted(span for region in graph_of(article, split=True).regions for span in region.spans)
            crossing = sum(start < end for (_, end), (start, _) in pairwise(spans))
            notes.add("spans overlap others, which Prodigy's rel.manual cannot show", crossing)
        if form == "brat" and not article.text:
            notes.add("articles without text lost their topics and speakers")
    return notes.lines()


def detect(path: Path) -> str:
    """The format of a file or folder, told by its names and first content; gold records if nothing else fits."""
    if path.is_dir():
        if any(path.rglob("*.ann")):
            return "brat"
        if any(path.rglob("statements.jsonl")) or any(path.rglob("topics.jsonl")):
            return "statements"
        file = next((f for ending in ("*.json", "*.jsonl") for f in sorted(path.glob(ending))), None)
        return "gold" if file is None else detect(file)
    if path.suffix == ".ann":
        return "brat"
    content = read_text(path)
    value: Any = None
    if path.suffix == ".json":
        value = parse_json(str(path), content)
    else:
        number, line = next(((n, x) for n, x in enumerate(content.split("\n"), 1) if x.strip()), (0, "null"))
        value = parse_json(f"{path}:{number}", line)
    if isinstance(value, list):
        return "label-studio"
    if not isinstance(value, dict) or ("statements" in value and "stage" not in value):
        return "gold"
    if "article_id" in value or "stage" in value or "kind" in value:
        return "statements"
    if "quotes" in value:
        return "citron"
    if "spans" in value:
        return "prodigy"
    return "doccano" if {"entities", "label", "labels"} & value.keys() else "gold"


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise InputError(name, f"no such format; choose one of {', '.join(FORMATS)}")
    return FORMATS[name]
