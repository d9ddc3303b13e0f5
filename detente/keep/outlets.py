"""What the user knows of outlets: `outlets.tsv` in the project folder, read when it is asked for.

    outlet  reliability  credibility  state_controlled  opinion  source

`reliability` is A to F, `credibility` 1 to 6 (NATO AJP-2.1); an outlet that is not there has F and 6: cannot be
judged. The two stand side by side with every telling and enter no arithmetic; so do the two flags.
"""

from __future__ import annotations

from typing import cast

from detente.errors import UnreadableInput
from detente.keep.store import Store
from detente.model import CREDIBILITIES, RELIABILITIES, Credibility, Outlet, Reliability

TABLE = "outlets.tsv"
COLUMNS = ("outlet", "reliability", "credibility", "state_controlled", "opinion", "source")


def outlets_of(store: Store) -> dict[str, Outlet]:
    """The outlets of `outlets.tsv` by name; none where there is no such file.

    Raises:
        UnreadableInput: a row is wrong; names file and line.
    """
    from detente.vocab.tables import read_table  # here: what asks for no outlet need not load the words

    path = store.folder / TABLE
    if not path.is_file():
        return {}
    found: dict[str, Outlet] = {}
    try:
        for row in read_table(path, COLUMNS):
            name = row.text("outlet")
            if name in found:
                raise row.fault(f"{name!r} is given twice")
            found[name] = Outlet(
                name=name,
                reliability=cast(Reliability, row.choice("reliability", RELIABILITIES)),
                credibility=cast(Credibility, row.choice("credibility", CREDIBILITIES)),
                state_controlled=row.yes("state_controlled"),
                opinion=row.yes("opinion"),
            )
    except (ValueError, OSError) as error:
        mend = f"the first line is: {', '.join(COLUMNS)}, parted by tabs"
        what = str(error).replace(f"{path.parent.name}/{path.name}:", "line ")
        raise UnreadableInput(what, where=str(path), mend=mend) from error
    return found
