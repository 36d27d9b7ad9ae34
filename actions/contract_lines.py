"""A contract in a line of a list."""

from typing import Any

from actions.easy_labels import easy_date, easy_label
from actions.labels import date_label, trial_mark
from actions.wording import Wording


def contract_line(contract: dict[str, Any]) -> Wording:
    """Its number, service, state and days."""
    trial = trial_mark(contract)
    return Wording(
        f"・{contract['number']}　{contract['service_label']}{trial}\n　状況：{contract['status_label']}",
        f"・{contract['number']}　{easy_label(contract['service_label'])}{trial}\n"
        f"　今（いま）の状態（じょうたい）：{easy_label(contract['status_label'])}",
    ) + _term(contract)


def _term(contract: dict[str, Any]) -> Wording:
    started, ended = contract["started_on"], contract["ended_on"]
    days, easy = [], ""
    if started:
        days.append(f"開始日：{date_label(started)}")
        easy += f"\n　開始日（かいしび）：{easy_date(started)}"
    if ended:
        days.append(f"終了日：{date_label(ended)}")
        easy += f"\n　終了日（しゅうりょうび）：{easy_date(ended)}"
    return Wording(f"（{'、'.join(days)}）" if days else "", easy)
