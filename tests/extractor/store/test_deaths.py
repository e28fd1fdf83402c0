import os
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from extractor.store.database import HEAD, open_database
from extractor.store.store import Store

KILLED = 9
MOST = 300


def die_behind(statement: int, folder: Path) -> bool:
    """Make a store in a process that ends at once behind a statement; whether it came so far."""
    process = os.fork()
    if process == 0:
        left = [statement]

        def count(*_: object) -> None:
            left[0] -= 1
            if not left[0]:
                os._exit(KILLED)

        event.listen(Engine, "after_cursor_execute", count)
        open_database(str(folder))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == KILLED


def test_a_store_that_was_never_made_whole_is_made_by_the_next_run(tmp_path: Path):
    """Whatever statement of its making was the last one before a kill, the store can be opened and used."""
    Store.open(str(tmp_path / "warm")).close()
    for statement in range(1, MOST):
        folder = tmp_path / str(statement)
        folder.mkdir()
        has_died = die_behind(statement, folder)
        with Store.open(str(folder)) as store:
            assert store.files() == {}, f"behind statement {statement}"
        if not has_died:
            return

    pytest.fail(f"making form {HEAD} takes more than {MOST} statements")
