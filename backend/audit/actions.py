"""The acts that are written down, and what My Page calls them."""

from enum import StrEnum


class Action(StrEnum):
    REGISTERED = "registered"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    CHAT_IDENTIFIED = "chat_identified"
    ACCOUNT_LOCKED = "account_locked"
    ACCOUNT_UNLOCKED = "account_unlocked"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_CHECK_FAILED = "password_check_failed"  # noqa: S105
    PASSWORD_RESET_ASKED = "password_reset_asked"  # noqa: S105
    PASSWORD_RESET = "password_reset"  # noqa: S105
    BACKUP_CODE_USED = "backup_code_used"
    BACKUP_CODES_RENEWED = "backup_codes_renewed"
    CODE_CHANNEL_CHANGED = "code_channel_changed"
    PROFILE_CHANGED = "profile_changed"
    EMAIL_CHANGE_ASKED = "email_change_asked"
    EMAIL_CHANGED = "email_changed"
    PAID_APPLIED = "paid_applied"
    PAID_DECIDED = "paid_decided"
    ORDER_PLACED = "order_placed"
    CONTRACT_CHANGE_ASKED = "contract_change_asked"
    CONTRACT_TERMINATED = "contract_terminated"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    ACCOUNT_CLOSED = "account_closed"
    UNLOCK_CHECKED = "unlock_checked"
    UNLOCK_ASKED = "unlock_asked"
    UNLOCK_APPROVED = "unlock_approved"
    UNLOCK_DECLINED = "unlock_declined"
    TICKET_READ = "ticket_read"
    TICKET_OPENED = "ticket_opened"
    TICKET_CHANGED = "ticket_changed"
    TICKET_NOTED = "ticket_noted"
    TICKET_ANSWERED = "ticket_answered"
    FEEDBACK_REVIEWED = "feedback_reviewed"
    STAFF_SIGNED_IN = "staff_signed_in"
    STAFF_SIGN_IN_FAILED = "staff_sign_in_failed"
    STAFF_SIGNED_OUT = "staff_signed_out"
    STAFF_LOCKED = "staff_locked"
    STAFF_UNLOCKED = "staff_unlocked"
    STAFF_ENROLLED = "staff_enrolled"
    STAFF_BACKUP_CODE_USED = "staff_backup_code_used"
    STAFF_BACKUP_CODES_RENEWED = "staff_backup_codes_renewed"
    STAFF_CODE_CHECK_FAILED = "staff_code_check_failed"
    STAFF_INVITED = "staff_invited"
    STAFF_PASSWORD_SET = "staff_password_set"  # noqa: S105
    STAFF_CHANGED = "staff_changed"
    STAFF_DISABLED = "staff_disabled"
    STAFF_ENABLED = "staff_enabled"
    STAFF_SECOND_FACTOR_RESET = "staff_second_factor_reset"
    STAFF_AVAILABILITY_CHANGED = "staff_availability_changed"
    SLACK_LINKED = "slack_linked"
    SLACK_UNLINKED = "slack_unlinked"
    CONVERSATION_READ = "conversation_read"
    CONVERSATION_CLAIMED = "conversation_claimed"
    CONVERSATION_STEPPED_IN = "conversation_stepped_in"
    CONVERSATION_ASSIGNED = "conversation_assigned"
    CONVERSATION_TRANSFERRED = "conversation_transferred"
    CONVERSATION_RELEASED = "conversation_released"
    CONVERSATION_HANDED_BACK = "conversation_handed_back"
    CONVERSATION_ENDED = "conversation_ended"
    AGENT_SAID = "agent_said"
    NOTE_WRITTEN = "note_written"
    CANNED_REPLY_CHANGED = "canned_reply_changed"
    SEARCHED = "searched"
    MEMBER_CARD_SEEN = "member_card_seen"
    REVEALED = "revealed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Action.REGISTERED: "会員登録",
    Action.SIGNED_IN: "ログイン",
    Action.SIGN_IN_FAILED: "ログインの失敗",
    Action.SIGNED_OUT: "ログアウト",
    Action.SIGNED_OUT_EVERYWHERE: "すべての端末からログアウト",
    Action.CHAT_IDENTIFIED: "チャットでの本人確認",
    Action.ACCOUNT_LOCKED: "アカウントのロック",
    Action.ACCOUNT_UNLOCKED: "アカウントのロック解除",
    Action.PASSWORD_CHANGED: "パスワードの変更",
    Action.PASSWORD_CHECK_FAILED: "現在のパスワードの入力の誤り",
    Action.PASSWORD_RESET_ASKED: "パスワード再設定のお申し込み",
    Action.PASSWORD_RESET: "パスワードの再設定",
    Action.BACKUP_CODE_USED: "バックアップコードの使用",
    Action.BACKUP_CODES_RENEWED: "バックアップコードの作り直し",
    Action.CODE_CHANNEL_CHANGED: "認証コードの送り先の変更",
    Action.PROFILE_CHANGED: "会員情報の変更",
    Action.EMAIL_CHANGE_ASKED: "メールアドレスの変更のお申し込み",
    Action.EMAIL_CHANGED: "メールアドレスの変更",
    Action.PAID_APPLIED: "Paid決済のお申し込み",
    Action.PAID_DECIDED: "Paid決済の審査結果",
    Action.ORDER_PLACED: "ご注文",
    Action.CONTRACT_CHANGE_ASKED: "契約内容の変更のお申し込み",
    Action.CONTRACT_TERMINATED: "解約",
    Action.WITHDRAWAL_ASKED: "退会の申請",
    Action.ACCOUNT_CLOSED: "退会の手続き",
    Action.UNLOCK_CHECKED: "ロック解除のためのご本人確認",
    Action.UNLOCK_ASKED: "ロック解除の承認の依頼",
    Action.UNLOCK_APPROVED: "ロック解除の承認",
    Action.UNLOCK_DECLINED: "ロック解除の差し戻し",
    Action.TICKET_READ: "お問い合わせの閲覧",
    Action.TICKET_OPENED: "お問い合わせの作成",
    Action.TICKET_CHANGED: "お問い合わせの変更",
    Action.TICKET_NOTED: "お問い合わせへのメモ",
    Action.TICKET_ANSWERED: "お問い合わせへの回答",
    Action.FEEDBACK_REVIEWED: "回答への評価の確認",
    Action.STAFF_SIGNED_IN: "担当者のログイン",
    Action.STAFF_SIGN_IN_FAILED: "担当者のログインの失敗",
    Action.STAFF_SIGNED_OUT: "担当者のログアウト",
    Action.STAFF_LOCKED: "担当者アカウントのロック",
    Action.STAFF_UNLOCKED: "担当者アカウントのロック解除",
    Action.STAFF_ENROLLED: "担当者の二要素認証の登録",
    Action.STAFF_BACKUP_CODE_USED: "担当者のバックアップコードの使用",
    Action.STAFF_BACKUP_CODES_RENEWED: "担当者のバックアップコードの作り直し",
    Action.STAFF_CODE_CHECK_FAILED: "担当者の認証コードの入力の誤り",
    Action.STAFF_INVITED: "担当者の招待",
    Action.STAFF_PASSWORD_SET: "担当者のパスワードの設定",
    Action.STAFF_CHANGED: "担当者アカウントの変更",
    Action.STAFF_DISABLED: "担当者アカウントの無効化",
    Action.STAFF_ENABLED: "担当者アカウントの再開",
    Action.STAFF_SECOND_FACTOR_RESET: "担当者の二要素認証の解除",
    Action.STAFF_AVAILABILITY_CHANGED: "受付状態の変更",
    Action.SLACK_LINKED: "Slackとの連携",
    Action.SLACK_UNLINKED: "Slackとの連携の解除",
    Action.CONVERSATION_READ: "会話の閲覧",
    Action.CONVERSATION_CLAIMED: "会話の対応開始",
    Action.CONVERSATION_STEPPED_IN: "会話への参加",
    Action.CONVERSATION_ASSIGNED: "会話の割り当て",
    Action.CONVERSATION_TRANSFERRED: "会話の引き継ぎ",
    Action.CONVERSATION_RELEASED: "会話を順番待ちに戻す",
    Action.CONVERSATION_HANDED_BACK: "会話を自動応答に戻す",
    Action.CONVERSATION_ENDED: "会話の終了",
    Action.AGENT_SAID: "会話での発言",
    Action.NOTE_WRITTEN: "会話のメモの記入",
    Action.CANNED_REPLY_CHANGED: "定型文の変更",
    Action.SEARCHED: "検索",
    Action.MEMBER_CARD_SEEN: "会員情報の閲覧",
    Action.REVEALED: "伏せた個人情報の表示",
}
