"""What people call an entry, and what a name may stand for: the same in every command and from Python."""

import paper
from paper import Entry, Misuse


def named(name: str) -> tuple[Entry, ...]:
    """The entries that a name stands for: a label, a number, a theorem, a section, or a group with all its steps.

    A theorem is the theorem alone. Raises Misuse for a name that fits nothing.
    """
    if not isinstance(name, str):
        raise Misuse(f"{name!r:.60} is no name; give a text, such as 'MV:12', 'theorem4' or a label")
    try:
        return paper.load().find(name)
    except Misuse:
        from proofs.judging.groups import group_called  # a name that is no entry's is rare, and `where` is fast

        if group_called(name) is None:
            raise
    from proofs.judging import suite  # which loads all that is claimed: a group's name alone needs it

    return suite.select((name,))
