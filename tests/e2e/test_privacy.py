"""What members say and the codes they get are in nobody's log, and codes are nowhere near the bot."""

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


def test_the_secrets_are_readable_by_their_owner_only(product: Product) -> None:
    home = ROOT / "var" / str(product.port)
    assert home.stat().st_mode & 0o077 == 0
    assert (home / "secret_key").stat().st_mode & 0o077 == 0
