"""Orders cannot be cancelled (FAQ, 「注文をキャンセルしたい」); what can be done instead."""

from dataclasses import dataclass

from backend.contracts.models import Contract, ContractStatus

CANNOT = "ご注文のキャンセルはできません。"

_FREE = "無料期間中の今なら、解約のお手続きをすれば料金はかかりません。"
_IN_USE = "ご利用を終えるときは、契約の「詳細」から解約のお手続きをお願いします。"
_NOT_YET = (
    "ご利用が始まると、契約一覧の「詳細」から解約のお手続きができます。無料期間中に解約すれば、料金はかかりません。"
)
_ENDED = "この注文の契約は、解約済みです。"


@dataclass(frozen=True)
class Instead:
    """In words, and the contract that can be terminated now, if there is one."""

    text: str
    contract: Contract | None = None


def instead_of_cancelling(contract: Contract | None) -> Instead:
    """`contract` is the one that the order led to, if it has come that far."""
    if contract is None or contract.status == ContractStatus.PREPARING:
        return Instead(_NOT_YET)
    if contract.status == ContractStatus.ENDED:
        return Instead(_ENDED)
    return Instead(_FREE if contract.is_in_trial else _IN_USE, contract)
