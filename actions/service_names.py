"""Which records a service named by a member stands for. Pure."""

from collections.abc import Sequence

from actions.due_question import family

# As the backend's labels begin: an invoice tells its service by its label only.
_LABELS = {
    "fjcloud_o": "FJcloud-O",
    "fjcloud_v": "FJcloud-V",
    "excloser_startup": "Finplex eXcloser スタートアップ",
    "excloser_basic": "Finplex eXcloser 基本利用サービス",
    "excloser_option": "Finplex eXcloser オプション",
    "fence_mobile": "FENCE-Mobile RemoteManager",
    "fence_mail_startup": "FENCEメール誤送信対策サービス スタートアップ",
    "fence_mail_basic": "FENCEメール誤送信対策サービス 基本利用サービス",
    "cloud_file_server": "クラウドファイルサーバー",
}


def exact(named: Sequence[str]) -> tuple[str, ...]:
    """The services meant, all of a family where only its name was said."""
    found: list[str] = []
    for service in named:
        members = ("fence_mail_startup", "fence_mail_basic") if service == "fence_mail" else family(service)
        found.extend(each for each in (members or (service,)) if each in _LABELS)
    return tuple(dict.fromkeys(found))


def has_label(label: str, named: Sequence[str]) -> bool:
    """Whether a record with this label is of one of the services named."""
    return any(label.startswith(_LABELS[service]) for service in exact(named))
