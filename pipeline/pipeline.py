"""The four stages on one encoder: over texts, over streams of articles, or a stage at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Literal, Protocol, TypeVar, cast, overload

from pipeline.encoder.embedding import TextEncoder, embed_texts
from pipeline.encoder.encoded import EncodedArticle
from pipeline.errors import InputError, StageError
from pipeline.model import model_path
from pipeline.reading.text import article_from_text
from pipeline.records import Article, EntitiesArticle, QuotesArticle, SpeakersArticle, TopicsArticle
from pipeline.stages.chain import STAGES, ArticleStage, StageFunction, stage_function


class WithText(Protocol):
    """Anything that has a text: an article's record, a spaCy ``Doc``."""

    @property
    def text(self) -> str:
        """The text."""


In = TypeVar("In", bound=Article)
T = TypeVar("T", bound=WithText)
Out = TypeVar("Out", bound=QuotesArticle)
ErrorHandler = Callable[[StageError], None]

BATCH_SIZE = 16
_BATCH_CHARACTERS = 60_000
_REMEMBERED_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Layers:
    """The records of one article after each stage."""

    quotes: QuotesArticle
    speakers: SpeakersArticle
    entities: EntitiesArticle
    topics: TopicsArticle


class StageRunner(Generic[In, Out]):
    """One stage, alone: from the records of the stage before it to its own."""

    def __init__(self, name: ArticleStage, function: StageFunction, encoder: EncodingMemory, batch_size: int) -> None:
        self.name = name
        self._function = function
        self._encoder = encoder
        self._batch_size = batch_size

    def __call__(self, record: In) -> Out:
        """Run the stage on one record.

        Raises:
            StageError: the stage failed on it.
        """
        return next(self.pipe([record]))

    def pipe(self, records: Iterable[In], on_error: ErrorHandler | None = None) -> Iterator[Out]:
        """Run the stage on a stream of records, in batches; the order stays.

        Args:
            records: records of the stage before (articles, for ``quotes``).
            on_error: called for a record on which the stage failed, which is then left out; by default it raises.
        """
        for record, encoded in encode_stream(records, self._encoder, self._batch_size):
            try:
                result = run_stage(self.name, self._function, record, encoded)
            except StageError as error:
                if on_error is None:
                    raise
                on_error(error)
            else:
                yield cast(Out, result)


class Pipeline:
    """The whole extraction: quotes, speakers, entities, topics.

    Args:
        encoder: what turns texts into encoded articles.
        attitudes: also give what a source is only said to hope, think or want.
        batch_size: how many articles are encoded together at most.
        speakers: a JSONL file of people and organizations to whom speakers are matched ("id", "name", and if known
            "aliases", "description", "type").
        knowledge_base: a JSONL file of names to which entities are linked ("id", "name", and if known "aliases",
            "type", "description").
        topics: a YAML file of topics ("id", "label", and if wanted "description", "examples") that stand in for the
            IPTC Media Topics.
        functions: stage functions that stand in for the package's own.
    """

    def __init__(
        self,
        encoder: TextEncoder,
        *,
        attitudes: bool = False,
        batch_size: int = BATCH_SIZE,
        speakers: str | Path | None = None,
        knowledge_base: str | Path | None = None,
        topics: str | Path | None = None,
        functions: Mapping[ArticleStage, StageFunction] | None = None,
    ) -> None:
        if batch_size < 1:
            raise ValueError(f"batch_size must be 1 or more, not {batch_size}")
        self._encoder = EncodingMemory(encoder, _REMEMBERED_BYTES)
        self._batch_size = batch_size
        given = functions or {}
        self._functions: dict[str, Callable[..., Any]] = {
            stage: given.get(stage) or stage_function(stage) for stage in STAGES
        }
        if attitudes:
            self._functions["quotes"] = partial(self._functions["quotes"], attitudes=True)
        if speakers is not None:
            from pipeline.speakers.roster import Roster

            roster = Roster.load(Path(speakers))
            self._functions["speakers"] = partial(self._functions["speakers"], roster=roster)
        if knowledge_base is not None:
            from pipeline.entities.knowledge_base import KnowledgeBase

            base = KnowledgeBase.load(Path(knowledge_base), partial(embed_texts, encoder))
            self._functions["entities"] = partial(self._functions["entities"], knowledge_base=base)
        if topics is not None:
            from pipeline.topics.topic_list import TopicList

            listed = TopicList.load(Path(topics), partial(embed_texts, encoder))
            self._functions["topics"] = partial(self._functions["topics"], topics=listed)

    @classmethod
    def load(
        cls,
        path: str | Path | None = None,
        *,
        attitudes: bool = False,
        batch_size: int = BATCH_SIZE,
        speakers: str | Path | None = None,
        knowledge_base: str | Path | None = None,
        topics: str | Path | None = None,
    ) -> Pipeline:
        """Load a model.

        Args:
            path: the folder of a trained model; None for the shipped one.
            attitudes: see the class.
            batch_size: see the class.
            speakers: see the class.
            knowledge_base: see the class.
            topics: see the class.

        Raises:
            ModelError: there is no model in that folder, or it was made for another version.
            InputError: the list of speakers, the knowledge base or the list of topics can't be read.
        """
        from pipeline.encoder.encoder import Encoder

        encoder = Encoder.load(model_path(path) / "encoder")
        return cls(
            encoder,
            attitudes=attitudes,
            batch_size=batch_size,
            speakers=speakers,
            knowledge_base=knowledge_base,
            topics=topics,
        )

    def extract(
        self,
        text: str,
        *,
        id: str = "text",
        title: str | None = None,
        url: str | None = None,
        published: str | None = None,
    ) -> TopicsArticle:
        """Extract the statements of one article.

        Args:
            text: the article's raw text, paragraphs parted by blank lines.
            id: the article's id.
            title: its title, where it is known from outside the text.
            url: its address, likewise; by default one that stands alone in the text's first line.
            published: when it was published (ISO 8601), likewise.

        Raises:
            InputError: the text has no words.
            StageError: a stage failed on it.
        """
        article = article_from_text(id, text, title=title, url=url, published=published)
        if isinstance(article, str):
            raise InputError(f"article {id!r}", article)
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article], on_error: ErrorHandler | None = None) -> Iterator[TopicsArticle]:
        """Extract the statements of a stream of articles, in batches; the order stays.

        Args:
            articles: the articles.
            on_error: called for an article on which a stage failed, which is then left out; by default it raises.
        """
        for layers in self.layers(articles, on_error):
            yield layers.topics

    def layers(self, articles: Iterable[Article], on_error: ErrorHandler | None = None) -> Iterator[Layers]:
        """As ``pipe``, but giving the records of every stage."""
        for article, encoded in encode_stream(articles, self._encoder, self._batch_size):
            records: dict[str, Any] = {}
            record: Article = article
            try:
                for stage in STAGES:
                    record = records[stage] = run_stage(stage, self._functions[stage], record, encoded)
            except StageError as error:
                if on_error is None:
                    raise
                on_error(error)
            else:
                yield Layers(**records)

    @overload
    def stage(self, name: Literal["quotes"]) -> StageRunner[Article, QuotesArticle]: ...
    @overload
    def stage(self, name: Literal["speakers"]) -> StageRunner[QuotesArticle, SpeakersArticle]: ...
    @overload
    def stage(self, name: Literal["entities"]) -> StageRunner[SpeakersArticle, EntitiesArticle]: ...
    @overload
    def stage(self, name: Literal["topics"]) -> StageRunner[EntitiesArticle, TopicsArticle]: ...
    @overload
    def stage(self, name: ArticleStage) -> StageRunner[Any, Any]: ...

    def stage(self, name: ArticleStage) -> StageRunner[Any, Any]:
        """One stage, to be run alone. Stages that are run one after the other encode a text once.

        Raises:
            ValueError: there is no stage of that name.
        """
        if name not in self._functions:
            raise ValueError(f"no stage {name!r}; the stages are {', '.join(STAGES)}")
        return StageRunner(name, self._functions[name], self._encoder, self._batch_size)


class EncodingMemory:
    """An encoder that remembers what it encoded last, up to a number of bytes.

    Args:
        encoder: what encodes.
        limit: how many bytes of encoded articles are kept; the one used longest ago goes first.
    """

    def __init__(self, encoder: TextEncoder, limit: int) -> None:
        self._encoder = encoder
        self._limit = limit
        self._kept: OrderedDict[str, EncodedArticle] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> list[EncodedArticle]:
        """Encode the texts that aren't remembered; see ``TextEncoder``."""
        with self._lock:
            return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> list[EncodedArticle]:
        found = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            found.update(zip(missing, self._encoder.encode(missing), strict=True))
        for text in texts:
            self._keep(text, found[text])
        return [found[text] for text in texts]

    def _keep(self, text: str, encoded: EncodedArticle) -> None:
        if text not in self._kept:
            self._bytes += _size(encoded)
        self._kept[text] = encoded
        self._kept.move_to_end(text)
        while self._bytes > self._limit:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= _size(oldest)


def encode_stream(records: Iterable[T], encoder: TextEncoder, batch_size: int) -> Iterator[tuple[T, EncodedArticle]]:
    """Records with their encoded texts, in order; while one batch is used, the next is encoded beside it.

    Args:
        records: the records, or whatever else has a text.
        encoder: what encodes.
        batch_size: how many are encoded together at most; fewer when they are long. With 1 each is given as soon as
            it comes.
    """

    def encode(batch: list[T]) -> list[EncodedArticle]:
        return encoder.encode([record.text for record in batch])

    batches = _batches(records, batch_size)
    if batch_size == 1:
        for batch in batches:
            yield from zip(batch, encode(batch), strict=True)
        return
    with ThreadPoolExecutor(1) as pool:
        waiting: tuple[list[T], Future[list[EncodedArticle]]] | None = None
        for batch in batches:
            ready, waiting = waiting, (batch, pool.submit(encode, batch))
            if ready is not None:
                yield from zip(ready[0], ready[1].result(), strict=True)
        if waiting is not None:
            yield from zip(waiting[0], waiting[1].result(), strict=True)


def _batches(records: Iterable[T], batch_size: int) -> Iterator[list[T]]:
    batch: list[T] = []
    characters = 0
    for record in records:
        if batch and (len(batch) >= batch_size or characters + len(record.text) > _BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(record)
        characters += len(record.text)
    if batch:
        yield batch


def run_stage(name: ArticleStage, function: StageFunction, record: Article, encoded: EncodedArticle) -> QuotesArticle:
    """Run a stage's function on one record, whatever goes wrong told as a ``StageError``."""
    try:
        result: QuotesArticle = function(record, encoded)
    except Exception as error:
        raise StageError(name, record.id, error) from error
    return result


def _size(encoded: EncodedArticle) -> int:
    """The bytes of an encoded article's own arrays."""
    by_name = (encoded.tags, encoded.queries, encoded.keys, encoded.none)
    arrays = [array for arrays in by_name for array in arrays.values()]
    return sum(array.nbytes for array in [*arrays, encoded.pieces, encoded.vectors])
