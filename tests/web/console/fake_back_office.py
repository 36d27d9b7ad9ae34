"""Tickets, feedback, members, accounts and the audit log of the fake console."""

from tests.web.console import office_samples as samples
from tests.web.console.desk_samples import Json, ago, text


class BackOffice:
    def __init__(self) -> None:
        self.tickets = {each["number"]: each for each in samples.tickets()}
        self.member = samples.member()
        self.feedback = samples.feedback()
        self.accounts = samples.accounts()
        self.audit = samples.audit()

    def ticket_counts(self) -> Json:
        unfinished = [each for each in self.tickets.values() if each["status"] != "closed"]
        return {"tickets": len(unfinished), "overdue": len([each for each in unfinished if each["is_overdue"]])}

    def listed(self, view: str, kind: str, words: str, conversation: str, me: int) -> list[Json]:
        fits = {
            "open": lambda each: each["status"] != "closed",
            "mine": lambda each: each["status"] != "closed" and (each["assignee"] or {}).get("id") == me,
            "overdue": lambda each: each["status"] != "closed" and each["is_overdue"],
            "closed": lambda each: each["status"] == "closed",
            "all": lambda _each: True,
        }[view]
        return [
            each
            for each in self.tickets.values()
            if fits(each)
            and kind in ("", each["kind"])
            and conversation in ("", each["conversation_id"])
            and words in each["subject"] + each["number"]
        ]

    def open(self, kind: str, body: str, conversation: str) -> Json:
        number = 200 + len(self.tickets)
        made = samples.ticket(number, kind, body[:30], body=text(body), conversation_id=conversation)
        self.tickets[made["number"]] = made
        return made

    def change(self, number: str, changes: Json, staff: list[Json], me: Json) -> Json:
        found = self.tickets[number]
        if "assignee_id" in changes:
            chosen = [each for each in staff if each["id"] == changes["assignee_id"]]
            found["assignee"] = {"id": chosen[0]["id"], "name": chosen[0]["name"]} if chosen else None
        found.update({key: value for key, value in changes.items() if key in found})
        return self._told(found, "変更しました", me)

    def do(self, number: str, step: str, body: Json, me: Json) -> Json:
        """A step of the work: a note, an answer, an unlocking."""
        found = self.tickets[number]
        asks = step == "unlock" and found["unlock_needs_approval"]
        if step in ("unlock", "reset-link", "close-account") and not asks:
            found["steps"] = [each for each in found["steps"] if each != step]
        if asks:
            self.ask(number, me, me)
        elif step == "unlock" or body.get("close"):
            found.update({"status": "closed", "status_label": "完了", "closed_at": ago()})
        return self._told(found, step, me, body.get("text", ""))

    def ask(self, number: str, who: Json, me: Json) -> None:
        """Somebody has asked for an approval of an unlocking."""
        checks = [{"key": "name", "label": "お名前", "matched": True}]
        self.tickets[number] |= {
            "awaits_approval": True,
            "approval": {
                "id": 7,
                "asked_by": {"id": who["id"], "name": who["name"]},
                "asked_at": ago(),
                "checks": checks,
                "is_mine": who["id"] == me["id"],
                "is_lapsed": False,
            },
        }

    def answer_request(self, number: str, answer: str, body: Json, me: Json) -> Json:
        found = self.tickets[number] | {"awaits_approval": False, "approval": None}
        self.tickets[number] = found
        if answer == "approve":
            found |= {"status": "closed", "status_label": "完了", "closed_at": ago(), "steps": []}
        return self._told(found, answer, me, body.get("note", ""))

    def _told(self, ticket: Json, words: str, me: Json, said: str = "") -> Json:
        parts = text(said) if said else []
        ticket["history"].append({"at": ago(), "staff_name": me["name"], "text": words, "parts": parts})
        return ticket
