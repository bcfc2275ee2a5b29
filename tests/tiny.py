"""A tiny vocabulary and a tiny model, quick to train."""

from __future__ import annotations

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

WORDS = "the dam opens said ana brel oda told reporters that rain will stop on friday he she mayor city of lim".split()


def tiny_tokenizer() -> Tokenizer:
    """A tokenizer with BERT's special pieces, letters, marks and a few words."""
    names = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]"]
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    names += [*letters, *(f"##{c}" for c in letters), *".,:;!?“”‘’\"'()-", *WORDS]
    tokenizer = Tokenizer(WordPiece({name: i for i, name in enumerate(names)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer
