"""The kinds of service, named as the FAQ names them."""

from enum import StrEnum


class Service(StrEnum):
    """A kind of service with billing rules of its own."""

    FJCLOUD_O = "fjcloud_o"
    FJCLOUD_V = "fjcloud_v"
    EXCLOSER_STARTUP = "excloser_startup"
    EXCLOSER_BASIC = "excloser_basic"
    EXCLOSER_OPTION = "excloser_option"
    FENCE_MOBILE = "fence_mobile"
    FENCE_MAIL_STARTUP = "fence_mail_startup"
    FENCE_MAIL_BASIC = "fence_mail_basic"
    CLOUD_FILE_SERVER = "cloud_file_server"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Service.FJCLOUD_O: "FJcloud-O",
    Service.FJCLOUD_V: "FJcloud-V",
    Service.EXCLOSER_STARTUP: "Finplex eXcloser スタートアップ",
    Service.EXCLOSER_BASIC: "Finplex eXcloser 基本利用サービス",
    Service.EXCLOSER_OPTION: "Finplex eXcloser オプション（従量）",
    Service.FENCE_MOBILE: "FENCE-Mobile RemoteManager",
    Service.FENCE_MAIL_STARTUP: "FENCEメール誤送信対策サービス スタートアップ",
    Service.FENCE_MAIL_BASIC: "FENCEメール誤送信対策サービス 基本利用サービス",
    Service.CLOUD_FILE_SERVER: "クラウドファイルサーバー",
}
