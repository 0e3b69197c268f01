"""Disjoint sets of keys, with pairs that must stay apart."""

from __future__ import annotations

from collections.abc import Iterable


class Clusters:
    """Union-find over keys; the representative is whatever the members decide, not an accident of the order."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._members: dict[str, list[str]] = {key: [key] for key in keys}
        self._parted: set[frozenset[str]] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._members

    def join(self, left: str, right: str) -> None:
        """Make two clusters one."""
        ours, theirs = self._members[left], self._members[right]
        if ours is not theirs:
            ours.extend(theirs)
            for key in theirs:
                self._members[key] = ours

    def part(self, left: str, right: str) -> None:
        """Keep two keys apart, whatever is joined later."""
        self._parted.add(frozenset((left, right)))

    def members(self, key: str) -> tuple[str, ...]:
        """The keys of the cluster, sorted."""
        return tuple(sorted(self._members[key]))

    def together(self, left: str, right: str) -> bool:
        """Whether two keys are in one cluster."""
        return self._members[left] is self._members[right]

    def apart(self, left: str, right: str) -> bool:
        """Whether members of the two clusters must stay apart."""
        return bool(self._parted) and any(
            frozenset((a, b)) in self._parted for a in self._members[left] for b in self._members[right]
        )

    def all(self) -> list[tuple[str, ...]]:
        """Every cluster, sorted."""
        return sorted({self.members(key) for key in self._members})
