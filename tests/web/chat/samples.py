"""One card of every type, with the fields of docs/architecture.md."""

from typing import Any

_TICKET = {
    "number": "TKT-000123",
    "kind": "unlock",
    "kind_label": "アカウントロック解除",
    "status": "open",
    "status_label": "受付済み",
    "created_on": "2026-06-30",
}
_ORDER = {"service": "fjcloud_v", "status": "processing", "is_trial": False}

CARDS: dict[str, dict[str, Any]] = {
    "orders": {
        "type": "orders",
        "orders": [
            _ORDER
            | {
                "number": "ORD-2026-000123",
                "service_label": "FJcloud-V",
                "status_label": "手続き中",
                "ordered_on": "2026-06-28",
            },
            _ORDER
            | {
                "number": "ORD-2026-000101",
                "service_label": "Finplex eXcloser（スタートアップ）",
                "status_label": "利用開始済み",
                "ordered_on": "2026-04-02",
                "is_trial": True,
            },
        ],
    },
    "contracts": {
        "type": "contracts",
        "contracts": [
            {
                "number": "CNT-000123",
                "service": "cloud_file_server",
                "service_label": "クラウドファイルサーバー",
                "status": "active",
                "status_label": "利用中",
                "started_on": "2025-10-01",
                "ended_on": None,
                "is_trial": False,
            }
        ],
    },
    "invoices": {
        "type": "invoices",
        "usage_month": "2026-04",
        "invoices": [
            {
                "number": "INV-2026-000123",
                "service_label": "FJcloud-V",
                "usage_month": "2026-04",
                "usage_period_label": "2026年4月1日～2026年4月30日",
                "amount": 128400,
                "status": "confirmed",
                "status_label": "請求確定",
                "confirmed_label": "2026年6月13日頃",
                "due_on": "2026-07-31",
                "due_label": "2026年7月31日",
            }
        ],
    },
    "paid_screening": {
        "type": "paid_screening",
        "screening": {
            "status": "screening",
            "status_label": "審査中",
            "applied_on": "2026-06-29",
            "expected_by": "2026-07-02",
            "closing_label": "20日締め",
        },
    },
    "ticket": {"type": "ticket"} | _TICKET,
    "tickets": {
        "type": "tickets",
        "tickets": [
            _TICKET | {"number": "TKT-000130", "kind_label": "お問い合わせ", "created_on": "2026-07-01"},
            _TICKET,
        ],
    },
    "due_date": {
        "type": "due_date",
        "usage_month": "2026-04",
        "results": [
            {
                "service": "fjcloud_v",
                "service_label": "FJcloud-V",
                "usage_month": "2026-04",
                "confirmed_label": "2026年6月13日頃",
                "invoice_sent_label": "2026年7月初旬",
                "due_on": "2026-07-31",
                "due_label": "2026年7月31日",
                "by_closing": [],
            },
            {
                "service": "fjcloud_o",
                "service_label": "FJcloud-O",
                "usage_month": "2026-04",
                "confirmed_label": "2026年5月13日頃",
                "invoice_sent_label": None,
                "due_on": None,
                "due_label": "",
                "by_closing": [
                    {
                        "closing": "20",
                        "closing_label": "20日締め",
                        "invoice_sent_label": "2026年5月下旬",
                        "due_on": "2026-06-20",
                        "due_label": "2026年6月20日",
                    },
                    {
                        "closing": "end",
                        "closing_label": "末日締め",
                        "invoice_sent_label": None,
                        "due_on": "2026-06-30",
                        "due_label": "2026年6月30日",
                    },
                ],
            },
        ],
    },
    "password_reset": {"type": "password_reset"},
    "sign_in": {"type": "sign_in"},
}
