"""The program's own output, to be corrected in an annotation tool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.errors import InputError
from pipeline.evaluation.formats.graph import Notes
from pipeline.evaluation.gold import GoldArticle, GoldEntity, GoldSpeaker, GoldStatement, in_text_order
from pipeline.evaluation.gold_files import read_text
from pipeline.records import FlatStatement, QuotesArticle, Span, TopicsArticle


def read_extracted(path: Path, texts: Path | None, notes: Notes) -> Iterator[GoldArticle]:
    """Read an output folder, or a file of the last stage or of flat statements.

    Args:
        path: the folder or file; of a folder, ``topics.jsonl`` is read where it is there, as it knows most.
        texts: the folder of the articles; needed for flat statements alone, which do not have the text.
        notes: takes what was left out or assumed.

    Raises:
        InputError: a record cannot be read, or its text is missing or another one.
    """
    from pipeline.reading import Unreadable
    from pipeline.stage_files import read_any

    records: list[FlatStatement | QuotesArticle] = []
    for record in read_any(path):
        if isinstance(record, Unreadable):
            raise InputError(record.where, record.reason)
        records.append(record)
    for article_id, group in groupby(records, key=lambda r: r.article_id if isinstance(r, FlatStatement) else r.id):
        flat: list[FlatStatement] = []
        for record in group:
            if isinstance(record, FlatStatement):
                flat.append(record)
            elif isinstance(record, TopicsArticle):
                yield _of_record(record, path)
            else:
                raise InputError(str(path), f"article {article_id!r}: stage {record.stage}; run it to its end first")
        if flat:
            notes.add("articles came without their speakers' other names, which topics.jsonl has")
            yield _of_statements(article_id, flat, path, texts)


def _of_record(article: TopicsArticle, path: Path) -> GoldArticle:
    names = {speaker.id: speaker for speaker in article.speakers}
    entities = {entity.id: entity.name for entity in article.entities}
    statements = []
    for s in article.statements:
        speaker = names[s.speaker] if s.speaker is not None else None
        statements.append(
            GoldStatement(
                kind=s.kind,
                spans=_offsets(s.spans),
                speaker=speaker.name if speaker else None,
                speaker_type=speaker.type if speaker else "unknown",
                mention=s.mention.text if s.mention else None,
                cue=s.cue.text if s.cue else None,
                mention_at=(s.mention.start, s.mention.end) if s.mention else None,
                cue_at=(s.cue.start, s.cue.end) if s.cue else None,
                topics=tuple(topic.label for topic in s.topics),
                entities=tuple(entities[e] for e in s.entities),
                confidence=s.confidence,
            )
        )
    inside = [span for s in statements if s.kind != "indirect" for span in s.spans]
    return GoldArticle(
        id=article.id,
        text=article.text,
        statements=in_text_order(statements),
        topics=tuple(topic.label for topic in article.topics),
        speakers=tuple(GoldSpeaker(s.name, tuple(s.aliases)) for s in article.speakers if s.named),
        non_statements=tuple(
            article.text[q.start : q.end]
            for q in article.quotations
            if q.level == 1 and not any(q.start < end and start < q.end for start, end in inside)
        ),
        entities=tuple(GoldEntity(m.start, m.end, e.label) for e in article.entities for m in e.mentions),
        place=str(path),
    )


def _of_statements(article_id: str, flat: Sequence[FlatStatement], path: Path, texts: Path | None) -> GoldArticle:
    file = None if texts is None else texts / f"{article_id}.txt"
    if file is None or not file.is_file():
        raise InputError(str(path), f"the text of {article_id!r} is not in it; name the articles' folder with --text")
    text = read_text(file)
    statements = []
    for s in flat:
        for span in s.spans:
            if text[span.start : span.end] != span.text:
                raise InputError(str(path), f"statement {s.id!r} was extracted from another text than {file}")
        statements.append(
            GoldStatement(
                kind=s.kind,
                spans=_offsets(s.spans),
                speaker=s.speaker.name if s.speaker else None,
                speaker_type=s.speaker.type if s.speaker else "unknown",
                mention=s.mention.text if s.mention else None,
                cue=s.cue.text if s.cue else None,
                mention_at=(s.mention.start, s.mention.end) if s.mention else None,
                cue_at=(s.cue.start, s.cue.end) if s.cue else None,
                topics=tuple(topic.label for topic in s.topics),
                entities=tuple(entity.name for entity in s.entities),
                confidence=s.confidence,
            )
        )
    topics = tuple(topic.label for topic in flat[0].article_topics)
    return GoldArticle(article_id, text, in_text_order(statements), topics, place=str(path))


def _offsets(spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)
