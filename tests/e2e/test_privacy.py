"""What members say and the codes they get are in nobody's log; codes and secrets are nowhere near the bot."""

import re

import pytest

from tests.e2e.conftest import ROOT, Member, Product, login_id_of, newest

pytestmark = pytest.mark.e2e


def test_words_and_codes_stay_out_of_logs_and_trackers(member: Member, product: Product) -> None:
    login_id = login_id_of(product, "in_use")
    member.says("合言葉はXQ73-KJ9です。注文の状況を調べて")
    member.identify(login_id)
    code = newest(member.http, login_id, "code")
    member.says("合言葉XQ73-KJ9のことは忘れて")
    log = "".join(product.log)
    assert "XQ73" not in log
    assert code not in log
    trackers = ROOT / "var" / str(product.port) / "trackers.db"
    kept = b"".join(path.read_bytes() for path in trackers.parent.glob("trackers.db*"))
    assert kept
    assert code.encode() not in kept
    assert login_id.encode() not in kept


PASSWORD = "zq7Kb-93xw"
CARD = "4111 1111 1111 1111"
FULL_WIDTH = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def test_secrets_typed_into_the_chat_are_kept_nowhere(member: Member, product: Product) -> None:
    code = _code_on_its_way(member, login_id_of(product, "plain"))
    said = [
        f"パスワードは {PASSWORD} なのにログインできない",
        f"ID: tanaka01 PW: {PASSWORD}",
        f"ＰＷ：{PASSWORD.translate(FULL_WIDTH)}",
        "新しいパスワードは",
        PASSWORD,
        f"カード番号は{CARD}です",
        CARD.replace(" ", "").translate(FULL_WIDTH),
        f"コードは{code[:3]} {code[3:]}です",
        f"{code[:3]}-{code[3:]}",
    ]
    replies = [member.says(text) for text in said]
    assert [first["author"] for first, *_ in replies] == [
        "bot" if text == "新しいパスワードは" else "system" for text in said
    ]
    # What is left of the message is still understood.
    assert replies[0][-1]["author"] == "bot"
    assert replies[0][-1]["topic"] in {"faq/forgot_password", "faq/account_locked", "conversation/clarify"}
    # An innocent word is there: these are the places where a secret would be.
    assert "tanaka01" in _everything_kept(product)
    kept = _everything_kept(product) + "".join(product.log)
    for secret in (PASSWORD, CARD, CARD.replace(" ", ""), code, f"{code[:3]} {code[3:]}", f"{code[:3]}-{code[3:]}"):
        assert secret not in kept
        assert secret.translate(FULL_WIDTH) not in kept


def _code_on_its_way(member: Member, login_id: str) -> str:
    started = member.http.post(f"/api/conversations/{member.id}/identity/start", json={"login_id": login_id})
    assert started.status_code == 202
    return newest(member.http, login_id, "code")


def _everything_kept(product: Product) -> str:
    """Every file under var/: the databases with their journals, Rasa's trackers, all logs."""
    home = ROOT / "var" / str(product.port)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {"madoguchi.db", "trackers.db", "supervisord.log"} <= {path.name for path in files}
    texts = [path.read_bytes().decode("utf-8", "replace") for path in files]
    # JSON in a database escapes what is not ASCII.
    return "\n".join(texts + [_unescaped(text) for text in texts])


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def test_the_secrets_are_readable_by_their_owner_only(product: Product) -> None:
    home = ROOT / "var" / str(product.port)
    assert home.stat().st_mode & 0o077 == 0
    assert (home / "secret_key").stat().st_mode & 0o077 == 0
