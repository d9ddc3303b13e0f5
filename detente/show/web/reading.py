"""The process that reads a drop of articles: run in the drop's folder, it tells how far it is in lines of JSON.

python -m detente.show.web.reading PROJECT PUBLISHED OUTLET
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from detente.errors import UserError
from detente.model import Document, Reading
from detente.show.cli.options import read_date


def main() -> None:
    """Adds all that lies in the current folder to the project, and says on standard output what comes of it."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    folder, published, outlet = sys.argv[1:4]
    try:
        _read_all(folder, published or None, outlet or None)
    except UserError as error:
        _tell(error=str(error))
    except KeyboardInterrupt:
        sys.exit(130)  # the workbench was stopped, and says so itself


def _read_all(folder: str, published: str | None, outlet: str | None) -> None:
    from detente.code import code
    from detente.project import Project

    project = Project.open(folder)

    def read(document: Document) -> Reading:
        reading = code(document, settings=project.settings)
        _tell(
            doc=document.id,
            title=document.title or Path(document.origin).name,
            records=len(reading.records),
            missed=len(reading.not_understood),
        )
        return reading

    added = project.add(
        sorted(os.listdir()),
        published=read_date(published, "day of publication"),
        outlet=outlet,
        progress=lambda done, of: _tell(done=done, of=of),
        coder=read,
    )
    _tell(
        known=added.known,
        records=added.records,
        reprints=added.reprints,
        set_aside=[(one.origin, one.what, one.mend) for one in added.set_aside],
    )


def _tell(**values: Any) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
