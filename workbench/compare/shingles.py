"""Shingles: the overlapping stretches of a few words by which texts are compared, and the join that finds like texts.

A text is the set of its shingles, each a 64-bit hash. Texts that share many are found without looking at all
pairs: of each text a fixed fraction of the hashes is kept, the same ones in every text (A. Broder, On the
resemblance and containment of documents, 1997), and texts are joined on equal hashes. A MinHash signature of
fixed length, as datasketch has it, estimates the resemblance |A ∩ B| / |A ∪ B|, which is next to nothing for a brief
of 60 words taken from 1,500; the kept fraction estimates how much of the shorter text is contained in the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

SHINGLE_WORDS = 5   # unrelated articles share next to none of so many words
KEEP_ONE_IN = 4     # one hash of so many is kept for the join
CROWD_TEXTS = 20    # a shingle in more texts than this is joined with the first only, so the join stays linear
NOTE_SHINGLES = 60  # a standing note at the foot of many articles is shorter, a text that many carry longer

ACRONYM = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")
WORD = re.compile(r"\w+")


def split_words(text: str) -> list[str]:
    """The words of `text` in lower case; "U.S." and "US" are the same word, all punctuation is dropped.

    >>> split_words("“U.S.-brokered” talks")
    ['us', 'brokered', 'talks']
    """
    return WORD.findall(ACRONYM.sub("", text).lower())


@lru_cache(maxsize=1 << 16)
def _hash_word(word: str) -> int:
    # not hash(): that one differs from process to process
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def hash_shingles(words: Sequence[str], length: int = SHINGLE_WORDS, salt: str = "") -> np.ndarray:
    """The distinct shingles of `length` words as sorted 64-bit hashes; none for fewer words than that.

    salt: shingles with different salts are different, such as those of two speakers.
    """
    if len(words) < length:
        return np.empty(0, dtype=np.uint64)
    hashes = np.fromiter((_hash_word(word) for word in words), dtype=np.uint64, count=len(words))
    count = len(words) - length + 1
    mixed = np.full(count, _hash_word(salt), dtype=np.uint64)
    for offset in range(length):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashes[offset:offset + count]
        mixed ^= mixed >> np.uint64(29)  # so that the order of the words counts and low bits are as good as high ones
    return np.unique(mixed * np.uint64(0xBF58476D1CE4E5B9) ^ mixed >> np.uint64(32))


def measure_shared(one: np.ndarray, other: np.ndarray) -> float:
    """The share of the shorter text's shingles found in the other, 0 to 1; 0 where there are none."""
    shorter = min(len(one), len(other))
    return float(len(np.intersect1d(one, other, assume_unique=True)) / shorter) if shorter else 0.0


class Joined(NamedTuple):
    """Pairs of items with equal keys: item numbers, keys shared, those of them in no crowd; sizes are by item."""

    first: np.ndarray
    second: np.ndarray
    shared: np.ndarray
    rare_shared: np.ndarray
    sizes: np.ndarray
    rare_sizes: np.ndarray

    def share_enough(self, least: float) -> np.ndarray:
        """Which of the pairs probably share at least `least` (0 to 1) of the shorter one's shingles.

        The kept keys are a sample, so pairs down to half of `least` are let through: measure them with
        `measure_shared`. A pair that shares next to nothing but what stands in a crowd of texts, and little of
        that, shares a standing note and is left out.
        """
        smaller = least / 2 * np.minimum(self.sizes[self.first], self.sizes[self.second])
        smaller_rare = least / 2 * np.minimum(self.rare_sizes[self.first], self.rare_sizes[self.second])
        enough = (self.shared >= 2) & (self.shared >= smaller)
        is_no_note = self.shared >= NOTE_SHINGLES / KEEP_ONE_IN
        return enough & ((self.rare_shared >= smaller_rare) | (smaller_rare < least) | is_no_note)

    def likely_pairs(self, least: float) -> list[tuple[int, int]]:
        """The pairs that `share_enough`."""
        enough = self.share_enough(least)
        return list(zip(self.first[enough].tolist(), self.second[enough].tolist(), strict=True))


def keep_keys(shingles: np.ndarray) -> np.ndarray:
    """The fraction of a text's shingles that it is joined by."""
    return shingles[shingles % np.uint64(KEEP_ONE_IN) == 0]


def add_joined(parts: Sequence[Joined]) -> Joined:
    """One join from joins of the same items over parts of the keys, each with the sizes over all keys."""
    base = max(1, len(parts[0].sizes))
    pairs, which = np.unique(np.concatenate([one.first * base + one.second for one in parts]), return_inverse=True)

    def total(counts: list[np.ndarray]) -> np.ndarray:
        return np.bincount(which, weights=np.concatenate(counts), minlength=len(pairs)).astype(np.int64)

    return Joined(*np.divmod(pairs, base), total([one.shared for one in parts]),
                  total([one.rare_shared for one in parts]), parts[0].sizes, parts[0].rare_sizes)


def join_keys(items: Sequence[np.ndarray]) -> Joined:
    """The pairs of items that share a key, each item being an array of distinct 64-bit keys.

    A key that more than CROWD_TEXTS items have pairs them with the first of them only: pairs grow as the items do.
    """
    keys = np.concatenate([np.empty(0, dtype=np.uint64), *items])
    owners = np.repeat(np.arange(len(items), dtype=np.int64), [len(keys) for keys in items])
    return join_owned(keys, owners, len(items))


def join_owned(keys: np.ndarray, owners: np.ndarray, count: int) -> Joined:
    """`join_keys` of `count` items, given as all their keys and the number of each key's item, in rising order."""
    sizes = np.bincount(owners, minlength=count)
    order = np.argsort(keys, kind="stable")  # stable: within a key, owners stay in order
    keys, owners = keys[order], owners[order]
    begins = np.flatnonzero(np.r_[np.ones(min(1, len(keys)), dtype=bool), keys[1:] != keys[:-1]])
    lengths = np.diff(np.r_[begins, len(keys)])
    crowded = np.repeat(lengths > CROWD_TEXTS, lengths)

    rare_pairs = _pair_all(keys[~crowded], owners[~crowded], count)
    leaders = np.repeat(owners[begins], lengths)
    followers = crowded & (leaders != owners)
    crowd_pairs = leaders[followers] * count + owners[followers]
    pairs, which, shared = np.unique(np.concatenate([rare_pairs, crowd_pairs]), return_inverse=True, return_counts=True)
    return Joined(*np.divmod(pairs, max(1, count)), shared,
                  np.bincount(which[:len(rare_pairs)], minlength=len(pairs)),
                  sizes, np.bincount(owners[~crowded], minlength=count))


def _pair_all(keys: np.ndarray, owners: np.ndarray, base: int) -> np.ndarray:
    """All pairs of owners of one key, as `first * base + second`, once for every key they share; keys are sorted."""
    found = [np.empty(0, dtype=np.int64)]
    for lag in range(1, CROWD_TEXTS):
        same = np.flatnonzero(keys[lag:] == keys[:-lag])
        if not len(same):
            break
        found.append(owners[same] * base + owners[same + lag])
    return np.concatenate(found)
