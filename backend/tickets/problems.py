"""Why something can't be done with a ticket."""

from collections.abc import Iterable

from backend.core.problems import Problem


class TicketClosed(Problem):
    def __init__(self) -> None:
        super().__init__(409, "closed", "このチケットは完了しています。先に状態を戻してください。")


class ChangedMeanwhile(Problem):
    """Somebody else changed what is to be changed, after it was shown."""

    def __init__(self) -> None:
        super().__init__(409, "changed_meanwhile", "ほかの担当者が先に変更しました。最新の内容を確認してください。")


class AnotherOpen(Problem):
    """While a ticket was closed, the same was asked for anew: of these there is one at a time."""

    def __init__(self) -> None:
        super().__init__(409, "another_open", "同じ内容の新しいチケットがあるため、元に戻せません。")


class NoAddress(Problem):
    def __init__(self) -> None:
        super().__init__(409, "no_address", "送り先のメールアドレスが分かりません。")


class NotThisKind(Problem):
    def __init__(self) -> None:
        super().__init__(409, "not_this_kind", "この種類のチケットでは行えない操作です。")


class NoMember(Problem):
    """For staff only: nobody has the login id, or whoever had it has left."""

    def __init__(self) -> None:
        super().__init__(409, "no_member", "該当する会員がいません。")


class NeedsColleague(Problem):
    """Whoever wrote the request down for a member does not carry it out, too."""

    def __init__(self) -> None:
        super().__init__(
            409,
            "needs_colleague",
            "このチケットはあなたが会話から作成したため、アカウントを閉じるのは別の担当者が行います。",
        )


class NotLocked(Problem):
    def __init__(self) -> None:
        super().__init__(409, "not_locked", "アカウントはロックされていません。")


class NothingAsked(Problem):
    """Nobody has asked for an approval, or what they asked for rests on nothing any more."""

    def __init__(self) -> None:
        super().__init__(409, "nothing_asked", "承認を待っている依頼はありません。最新の内容を確認してください。")


class OwnRequest(Problem):
    """Whoever has asked for an approval does not give it, too."""

    def __init__(self) -> None:
        super().__init__(409, "own_request", "ご自分の依頼には回答できません。承認か差し戻しは別の担当者が行います。")


class AdminNeeded(Problem):
    """Where admins look at what their colleagues have made sure of."""

    def __init__(self) -> None:
        super().__init__(403, "admin_needed", "ロックの解除を承認できるのは管理者だけです。")


class DecidedAlready(Problem):
    """A colleague was faster; `by` names them."""

    def __init__(self, by: str, *, is_approved: bool) -> None:
        what = "承認" if is_approved else "差し戻し"
        super().__init__(409, "decided_already", f"この依頼には、{by}さんがすでに回答しています（{what}）。")


class NotMatched(Problem):
    """`lacking`: in what, a sentence each."""

    def __init__(self, lacking: Iterable[str]) -> None:
        told = "".join(lacking)
        super().__init__(409, "not_matched", f"ご本人確認の条件を満たしていないため、解除できません。{told}")


class NotRevealed(Problem):
    """Something hidden is said to match by whoever has not looked at it; `labels` name what."""

    def __init__(self, labels: Iterable[str]) -> None:
        what = "・".join(labels)
        super().__init__(
            409, "not_revealed", f"「一致した」とするには、先に登録内容の{what}を表示して見比べてください。"
        )
