"""The shipped model as a spaCy pipeline: an encoder with the four stages behind it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

STAGE_FACTORIES = {
    "quotes": "statement_quotes",
    "speakers": "statement_speakers",
    "entities": "statement_entities",
    "topics": "statement_topics",
}


def assemble(encoder: Path, output: Path, meta: Mapping[str, Any]) -> None:
    """Write the folder of a model, for ``spacy.load`` and ``Pipeline.load``.

    Args:
        encoder: a folder with an encoder's files; may be ``output / "encoder"`` itself.
        output: the model's folder.
        meta: what ``meta.json`` is to say: version, description, licence, sources, figures.
    """
    import spacy

    from pipeline.components.encoder import EncoderComponent

    nlp = spacy.blank("en")
    component = nlp.add_pipe("statement_encoder", name="encoder")
    assert isinstance(component, EncoderComponent)
    component.from_disk(encoder)
    for name, factory in STAGE_FACTORIES.items():
        nlp.add_pipe(factory, name=name)
    # Encoded texts are large; whoever keeps thousands of documents would keep them too.
    nlp.add_pipe("doc_cleaner", name="cleaner", config={"attrs": {"_.encoded": None}, "silent": True})
    nlp.meta.update({"name": "statements", "spacy_version": ">=3.7.5,<4.0.0", **meta})
    nlp.to_disk(output)
