"""Near-duplicates: the same text under another header, with another note at its end, wrapped otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.model import Document

MARKS = b"\"'-`\r"  # marks that copies of a text write in several ways; those beyond ASCII go too
LONG = 30  # characters that make a sentence telling: shorter ones ("Good morning.") stand in many texts
COMMON = 50  # texts in which a sentence may stand and still lead from one to another
ALIKE = 0.85  # of the longer text that must stand in the other
LEAST = 200  # characters two texts must share


def near_duplicates(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Pairs (id, id of the text that it repeats). The earliest text, else the first by source, is the one repeated."""
    ordered = sorted(documents, key=lambda d: (d.date or "9999", d.source, d.id))
    sentences = [_sentences(d.text) for d in ordered]
    holders: dict[bytes, list[int]] = {}  # sentence → the texts, in order, that have it
    for n, own in enumerate(sentences):
        for sentence in own:
            holders.setdefault(sentence, []).append(n)
    repeated: dict[int, int] = {}
    for n, first in _pairs(sentences, holders):
        repeated.setdefault(n, repeated.get(first, first))
    return [(ordered[n].id, ordered[first].id) for n, first in sorted(repeated.items())]


def _sentences(text: str) -> dict[bytes, None]:
    plain = text.encode("ascii", "ignore").lower().translate(None, MARKS)
    paragraphs = (b" ".join(paragraph.split()) for paragraph in plain.split(b"\n\n"))
    return dict.fromkeys(s for p in paragraphs for s in p.rstrip(b".").split(b". ") if len(s) >= LONG)


def _pairs(sentences: Sequence[dict[bytes, None]], holders: dict[bytes, list[int]]) -> Iterator[tuple[int, int]]:
    """(text, earlier text of which it is a near-duplicate), the closest first."""
    sizes = [sum(map(len, own)) for own in sentences]
    for n, own in enumerate(sentences):
        shared: Counter[int] = Counter()
        for sentence in own:
            if 1 < len(holders[sentence]) <= COMMON:
                shared.update({earlier: len(sentence) for earlier in holders[sentence] if earlier < n})
        for earlier, _ in shared.most_common(3):
            common = sum(len(s) for s in own if s in sentences[earlier])
            if common >= LEAST and common >= ALIKE * max(sizes[n], sizes[earlier]):
                yield n, earlier
                break
