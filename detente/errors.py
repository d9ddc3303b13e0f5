"""What goes wrong by the user's hand, each with what, where and how to mend it.

    UserError
    ├── UnreadableInput    a file that cannot be read as an article
    ├── UnknownName        a state, kind, format or record that is not known
    ├── BrokenStore        a project folder that is missing, locked or damaged
    └── NotEnoughData      an answer that the record does not carry

The command line prints the three parts and ends with exit code 2. Anything else that is raised is our
fault and keeps its traceback.
"""


class UserError(Exception):
    """A mistake that the user can mend: `what` went wrong, `where`, and how to `mend` it."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.mend}" if self.mend else head


class UnreadableInput(UserError):
    """A file, or a part of it, that cannot be read as an article."""


class UnknownName(UserError):
    """A state, kind, format or record id that is not known; the mend lists what there is."""


class BrokenStore(UserError):
    """A project folder that is missing, in use, or damaged."""


class NotEnoughData(UserError):
    """A question that the record cannot answer yet."""
