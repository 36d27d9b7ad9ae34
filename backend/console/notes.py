"""Private notes in a conversation."""

from fastapi import APIRouter

from backend.audit.actions import Action
from backend.console.access import Staff
from backend.console.csrf import CheckedHeader
from backend.console.schemas import NoteEntry, NoteText
from backend.console.timeline import note_entry
from backend.container import Services
from backend.conversations.channels import tell_desk
from backend.core.database import after_commit
from backend.core.openapi import PathText, problems
from backend.desk import notes
from backend.desk.lookup import conversation
from backend.staff import service as staff

router = APIRouter(prefix="/console/api/conversations", tags=["console: conversations"])


@router.post("/{conversation_id}/notes", status_code=201, responses=problems(404), dependencies=[CheckedHeader])
def write_note(me: Staff, services: Services, conversation_id: PathText, body: NoteText) -> NoteEntry:
    """Anybody may, whoever has the conversation, also after its end. No member ever gets to see it."""
    with services.database.unit_of_work() as session:
        conversation(session, conversation_id)
        held = services.conversations.hold(session, conversation_id)
        note = notes.write(session, services.clock, held, me.staff_id, body.text)
        services.desk_log.act(session, me.acting, Action.NOTE_WRITTEN, of=conversation_id, note=note.id)
        after_commit(session, ("note", note.id), lambda: tell_desk(services.fan_out, conversation_id))
        author = staff.get(session, me.staff_id)
    return note_entry(note, {author.id: author.name})
