"""One TOML file under edit: changes are checked as they are made, undone, and written whole, never over another's."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from workbench import project
from workbench.store.whole_files import written

Check = Callable[[dict[str, Any]], object]  # raises ValueError for entries that cannot be used
GIVEN = ("the given registry, ", "the given issues, ", "the given registry: ", "the given issues: ")
WINDOWS = "\r\n"


class ChangedOnDiskError(ValueError):
    """The file is no longer what was read: somebody else wrote to it."""


class EditedFile:
    """The text of actors.toml or issues.toml with changes that are not written yet.

    Parameters
    ----------
    path
        The file; it has to be there.
    check
        The program's own checker of its entries.

    Raises
    ------
    FileNotFoundError, ValueError
        There is no such file, or it cannot be used as it is.
    """

    def __init__(self, path: str | Path, check: Check):
        self.path, self.check = project.find(path).resolve(), check
        self.text, self._read, self._line_end = "", b"", "\n"
        self._undone_to: list[tuple[str, str]] = []  # the text before each change, and what the change was
        self.read_again()

    @property
    def entries(self) -> dict[str, Any]:
        """The entries as they are now, changes included."""
        return tomllib.loads(self.text)

    @property
    def changes(self) -> list[str]:
        """What was changed since the file was read or written."""
        return [step for _, step in self._undone_to]

    def read_again(self) -> None:
        """Takes the file as it is on disk; changes that were not written are gone."""
        data = self.path.read_bytes()
        try:
            text = data.decode("utf-8")
            entries = tomllib.loads(text.removeprefix("\ufeff").replace(WINDOWS, "\n"))
            self.check(entries)
        except ValueError as error:  # a UnicodeDecodeError, a TOMLDecodeError or the checker's
            raise ValueError(f"{self.path.name}: {_without_given(error)}") from error
        self._read = data
        # a file of Windows stays one; in one that mixes both, lines stay as they are
        is_windows = text.count("\n") == text.count(WINDOWS) > 0
        self._line_end = WINDOWS if is_windows else "\n"
        self.text = text.replace(WINDOWS, "\n") if is_windows else text
        self._start = "\ufeff" if text.startswith("\ufeff") else ""
        self.text = self.text.removeprefix("\ufeff")
        self._undone_to.clear()

    def change(self, edit: Callable[[str], str], touches: Collection[str], step: str, replaces: bool = False) -> None:
        """Makes one change, if the program can use what comes out.

        Parameters
        ----------
        edit
            Makes the new text of the old.
        touches
            The ids it may change; all other entries are the same after it.
        step
            What it is, in words. Steps of the same words in a row are undone as one.
        replaces
            Whether it stands in place of the newest change, if that has the same words: a slip that was mended.

        Raises
        ------
        ValueError
            The checker refuses it, in its own words; the text stays as it was.
        """
        is_same = bool(self._undone_to) and self._undone_to[-1][1] == step
        text = edit(self._undone_to[-1][0] if is_same and replaces else self.text)
        if text == self.text:
            return
        try:
            text.encode("utf-8")
            after = tomllib.loads(text)
            self.check(after)
        except ValueError as error:
            raise ValueError(_without_given(error)) from error
        before = self.entries
        if any(before.get(key) != after.get(key) for key in (before.keys() | after.keys()) - set(touches)):
            raise ValueError("the file is written in a way that this change would spoil: edit it by hand")
        if not is_same:
            self._undone_to.append((self.text, step))
        self.text = text

    def undo(self) -> str:
        """Takes the newest change back and says which; ValueError where there is none."""
        if not self._undone_to:
            raise ValueError("nothing was changed since the file was read")
        self.text, step = self._undone_to.pop()
        return step

    def save(self) -> Path:
        """Writes the file, whole or not at all.

        Raises
        ------
        ChangedOnDiskError
            It is no longer as it was read: nothing is written.
        """
        there = self.path.read_bytes() if self.path.is_file() else None
        if there != self._read:
            what = "changed" if there is not None else "taken away"
            raise ChangedOnDiskError(
                f"{self.path.name} was {what} on disk since it was read here, by another window or program: nothing "
                "was written. Read it again, and make your changes once more")
        data = (self._start + self.text.replace("\n", self._line_end)).encode("utf-8")
        with written(self.path) as file:
            file.write(data)
        self._read = data
        self._undone_to.clear()
        return self.path


def _without_given(error: ValueError) -> str:
    """The words of an error without the name that the checker gives to entries without a file."""
    words = str(error)
    for start in GIVEN:
        words = words.removeprefix(start)
    return words
