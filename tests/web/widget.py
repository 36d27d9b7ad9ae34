"""The widget as a person meets it: by roles and names, as a screen reader would."""

from playwright.sync_api import Locator, Page


class Widget:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("madoguchi-chat")
        self.launcher = self.root.get_by_role("button", name="チャットで質問")
        self.panel = self.root.get_by_role("dialog", name="サポート窓口のチャット")
        self.log = self.root.get_by_role("log", name="会話")
        self.input = self.root.get_by_role("textbox", name="メッセージ")
        self.send_button = self.root.get_by_role("button", name="送信", exact=True)
        self.bubbles = self.log.locator(".bubble")
        self.own_bubbles = self.log.locator(".from-member .bubble")
        self.login_id = self.root.get_by_role("textbox", name="ログインID")
        self.code = self.root.get_by_role("textbox", name="認証コード")
        self.error = self.root.get_by_role("alert")
        self.identity = self.root.locator(".identity [role=status]")

    def open(self) -> None:
        self.launcher.click()
        self.log.get_by_text("こんにちは").wait_for()

    def send(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name)

    def choose_from_menu(self, name: str) -> None:
        self.button("メニュー").click()
        self.button(name).click()
