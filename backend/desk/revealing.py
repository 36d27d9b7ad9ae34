"""Showing one hidden thing to one of the staff, who says why: from the console or from Slack."""

from backend.audit.acting import Acting
from backend.audit.actions import Action
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.desk import reveals
from backend.desk.log import DeskLog
from backend.desk.reveals import Reason, Revealed, Wanted
from backend.personal_data.parts import masked


def reveal_to(log: DeskLog, me: Acting, wanted: Wanted, reason: Reason, comment: str) -> Revealed:
    """The value, this once. Who saw what, and why, is in the audit log; the value is not.

    Raises 404, and 422 `comment_needed` for who has another reason and doesn't name it.
    """
    told = cleaned(comment)
    if reason is Reason.OTHER and not told:
        raise Problem(422, "comment_needed", "理由を入力してください。")
    with log.database.unit_of_work() as session:
        found = reveals.find(session, wanted)
        if found is None:
            raise Problem(404, "not_found", "伏せられた情報が見つかりませんでした。")
        log.act(
            session,
            me,
            Action.REVEALED,
            of=f"{wanted.source}:{wanted.id}",
            field=wanted.field,
            index=wanted.index,
            kind=found.kind,
            reason=reason.label,
            comment=masked(told),
        )
    return found
