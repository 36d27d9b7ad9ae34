"""Members' ways through My Page and the chat beside it, in a real browser and the whole product."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.conftest import Product, newest
from tests.web.conftest import CHROMIUM, FLAGS
from tests.web.widget import Widget

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium, chromium-browser or google-chrome on the PATH"),
]

# Nobody else's in these tests: one of them is locked out in the end.
LOCKED_OUT = ("megumi.kobayashi", "Megumi*Koba808")


@pytest.fixture
def page(product: Product) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(base_url=product.origin, locale="ja-JP", reduced_motion="reduce")
        context.set_default_timeout(15_000)
        yield context.new_page()
        browser.close()


def _give_password(page: Page, login_id: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("ログインID").fill(login_id)
    page.get_by_label("パスワード", exact=True).fill(password)
    page.get_by_role("button", name="ログイン", exact=True).click()


def _sign_in(page: Page, product: Product, login_id: str, password: str) -> None:
    _give_password(page, login_id, password)
    page.get_by_label("認証コード").fill(newest(product.client(), login_id, "code"))
    page.get_by_role("button", name="ログイン", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("マイページ")


def test_from_signing_up_to_an_order_that_the_chat_knows(page: Page, product: Product) -> None:
    mail, password = "shinki.hanako@mihon-shinki.example.com", "Hanako-Shinki2026"
    page.goto("/sign-up")
    for label, typed in (
        ("名前", "新規 花子"),
        ("メールアドレス", mail),
        ("会社名", "見本新規株式会社"),
        ("住所", "東京都千代田区見本町9-9"),
        ("電話番号", "03-3580-3311"),
    ):
        page.get_by_label(label, exact=True).fill(typed)
    page.get_by_role("button", name="登録を申し込む").click()
    expect(page.get_by_role("main")).to_contain_text("メール")
    page.goto(newest(product.client(), mail, "link"))
    for field in page.locator("input[type=password]").all():
        field.fill(password)
    page.locator("main form button[type=submit]").click()
    _sign_in(page, product, mail, password)

    page.goto("/mypage/orders/new")
    page.get_by_label("FJcloud-V", exact=True).check()
    page.get_by_label("注文", exact=True).check()
    page.get_by_label("クレジットカード").check()
    page.get_by_role("button", name="確認画面へ進む").click()
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"ORD-\d{4}-\d{6}"))
    number = re.search(r"ORD-\d{4}-\d{6}", page.get_by_role("main").inner_text())
    assert number is not None
    page.goto("/mypage/orders")
    expect(page.get_by_role("main")).to_contain_text(number[0])

    widget = Widget(page)
    widget.open()
    widget.send("注文の状況を調べて")
    expect(widget.log).to_contain_text(number[0])


def test_locked_out_and_helped_by_the_chat(page: Page, product: Product) -> None:
    login_id, password = LOCKED_OUT
    for _ in range(10):
        _give_password(page, login_id, "not-the-Passw0rd!")
    _give_password(page, login_id, password)
    refused = page.get_by_role("alert").inner_text()
    _give_password(page, "nobody-has-this-id", password)
    expect(page.get_by_role("alert")).to_have_text(refused, use_inner_text=True)

    widget = Widget(page)
    widget.open()
    widget.send("ログインできなくなりました。アカウントがロックされたので解除してください")
    widget.send(login_id)
    expect(widget.log).to_contain_text(re.compile(r"TKT-\d{6}"))
    mails = (
        product.client().get("/demo/mailbox", params={"to": login_id}, headers={"Accept": "application/json"}).json()
    )
    assert "ロック" in mails[0]["subject"]


def test_a_forgotten_password_is_set_anew(page: Page, product: Product) -> None:
    login_id, password = "takuya.nakamura", "Takuya?Neu2027"
    page.goto("/sign-in")
    page.get_by_role("link", name="パスワードをお忘れの方").click()
    page.get_by_label("ログインID").fill(login_id)
    page.get_by_role("button", name="送信").click()
    expect(page.get_by_role("main")).to_contain_text("メール")
    page.goto(newest(product.client(), login_id, "link"))
    for field in page.locator("input[type=password]").all():
        field.fill(password)
    page.locator("main form button[type=submit]").click()
    _sign_in(page, product, login_id, password)


def test_a_backup_code_opens_the_door_once(page: Page, product: Product) -> None:
    login_id, password = "takashi.yamada", "Takashi:Yama55"
    _sign_in(page, product, login_id, password)
    page.get_by_role("link", name="会員情報変更").first.click()
    page.get_by_role("link", name="二要素認証の設定はこちら").click()
    code = re.search(r"(?<![\d-])\d{4}-\d{4}(?![\d-])", page.get_by_role("main").inner_text())
    assert code is not None
    page.get_by_role("button", name="ログアウト").first.click()

    def use() -> None:
        _give_password(page, login_id, password)
        page.get_by_role("link", name="別の方法でログインする").click()
        page.get_by_label("バックアップコード").fill(code[0])
        page.get_by_role("button", name="ログイン", exact=True).click()

    use()
    expect(page.get_by_role("heading", level=1)).to_have_text("マイページ")
    page.get_by_role("button", name="ログアウト").first.click()
    use()
    expect(page.get_by_role("alert")).to_be_visible()
