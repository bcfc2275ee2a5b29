"""The encoder as a component: it puts the encoded text on ``doc._.encoded``, where the stages find it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from pipeline.components.document import register_extensions
from pipeline.encoder.embedding import Embed, embed_texts
from pipeline.encoder.encoded import EncodedArticle, FloatArray
from pipeline.encoder.encoder import FILES, Encoder
from pipeline.model import model_path
from pipeline.pipeline import BATCH_SIZE, encode_stream


@Language.factory("statement_encoder", default_config={"path": None, "batch_size": BATCH_SIZE})
def statement_encoder(nlp: Language, name: str, path: str | None, batch_size: int) -> EncoderComponent:
    """Make an encoder component.

    Args:
        nlp: the pipeline it is for.
        name: its name there.
        path: the folder of a model whose encoder to use; None for the shipped model.
        batch_size: how many documents are encoded together at most.
    """
    return EncoderComponent(name, model_path(path) / "encoder" if path is not None else None, batch_size)


class EncoderComponent(Pipe):
    """Encodes documents in batches.

    The network is loaded when it is first needed, in each process anew: its threads don't survive a fork.

    Args:
        name: the component's name.
        folder: the encoder's folder; None for that of the shipped model.
        batch_size: how many documents are encoded together at most.
    """

    def __init__(self, name: str, folder: Path | None, batch_size: int) -> None:
        self.name = name
        self._folder = folder
        self._batch_size = batch_size
        self._loaded: tuple[int, Encoder] | None = None
        register_extensions()

    @property
    def folder(self) -> Path:
        """The encoder's folder."""
        return self._folder if self._folder is not None else model_path() / "encoder"

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded when it is first asked for."""
        process = os.getpid()
        if self._loaded is None or self._loaded[0] != process:
            self._loaded = process, Encoder.load(self.folder)
        return self._loaded[1]

    def predict(self, docs: list[Doc]) -> list[EncodedArticle]:
        """Encode documents."""
        return self.encoder.encode([doc.text for doc in docs])

    def set_annotations(self, docs: list[Doc], encoded: list[EncodedArticle]) -> None:
        """Set encoded texts on their documents."""
        for doc, one in zip(docs, encoded, strict=True):
            doc._.encoded = one

    def __call__(self, doc: Doc) -> Doc:
        """Encode one document."""
        self.set_annotations([doc], self.predict([doc]))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int | None = None) -> Iterator[Doc]:
        """Encode a stream of documents, in batches of the component's own size at most."""
        size = min(batch_size or self._batch_size, self._batch_size)
        for doc, encoded in encode_stream(stream, self.encoder, size):
            self.set_annotations([doc], [encoded])
            yield doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the encoder's files into a folder."""
        target = Path(path)
        target.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            if (self.folder / name).resolve() != (target / name).resolve():
                shutil.copyfile(self.folder / name, target / name)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> EncoderComponent:
        """Take the encoder in a folder."""
        self._folder = Path(path)
        self._loaded = None
        return self


def embedder(nlp: Language) -> Embed:
    """What embeds texts with the encoder that stands in a pipeline by the time that there are some."""

    def embed(texts: Sequence[str]) -> list[FloatArray]:
        encoders = (component for _, component in nlp.components if isinstance(component, EncoderComponent))
        return embed_texts(next(encoders).encoder, texts)

    return embed
