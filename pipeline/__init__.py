"""From the raw text of a news article to structured statements: who said what, about whom, on which topic.

>>> from pipeline import Pipeline, flatten
>>> article = Pipeline.load().extract("“We will appeal,” Ana Ruiz said.")
>>> [(statement.speaker.name, statement.text) for statement in flatten(article)]
[('Ana Ruiz', 'We will appeal,')]
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.errors import InputError, ModelError, StageError, StatementsError
    from pipeline.model import model_path
    from pipeline.pipeline import Layers, Pipeline
    from pipeline.records import (
        Article,
        EntitiesArticle,
        FlatStatement,
        QuotesArticle,
        SpeakersArticle,
        TopicsArticle,
    )
    from pipeline.stages.export import flatten

__version__ = "0.1.0"

__all__ = [
    "Article",
    "EntitiesArticle",
    "FlatStatement",
    "InputError",
    "Layers",
    "ModelError",
    "Pipeline",
    "QuotesArticle",
    "SpeakersArticle",
    "StageError",
    "StatementsError",
    "TopicsArticle",
    "__version__",
    "flatten",
    "model_path",
]

_HOME = {
    "InputError": "pipeline.errors",
    "ModelError": "pipeline.errors",
    "StageError": "pipeline.errors",
    "StatementsError": "pipeline.errors",
    "model_path": "pipeline.model",
    "Layers": "pipeline.pipeline",
    "Pipeline": "pipeline.pipeline",
    "flatten": "pipeline.stages.export",
}


def __getattr__(name: str) -> Any:
    # Names are fetched when they are first used, so that the command line starts without pydantic and the model.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME.get(name, "pipeline.records")), name)
    globals()[name] = value
    return value
