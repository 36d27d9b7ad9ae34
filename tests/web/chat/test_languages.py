"""English within the Japanese chat is marked as such, for a screen reader's voice."""

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.web.fake_backend import FakeBackend
from tests.web.widget import Widget

FILE = Path(__file__).parents[3] / "data" / "english.yml"
ENGLISH = yaml.safe_load(FILE.read_text(encoding="utf-8"))
LINES = [
    *(line for part in ("topics", "replies", "cards", "questions", "others") for line in ENGLISH[part].values()),
    "Which of these do you mean? Buttons: (1) quotation, (2) leave the membership.",
]
ANSWERS = [
    "パスワードは、ログイン画面から再設定できます。\n1. 「パスワードをお忘れの方」をクリックします。",
    "FJcloud-O、FJcloud-V、Finplex eXcloser、FENCE-Mobile、FENCEメール誤送信対策のどれでしょうか。",
    "Webのお問い合わせフォームからお尋ねください。Adobe® Reader®はAdobe Systems社のソフトです。",
    "登録番号は T1020001071491 です。",
    "misaki.tanaka@example.com",
    "FJcloud-V due?",
]
ASK = """async (texts) => {
  const { isEnglish } = await import("/static/widget/languages.js");
  return texts.filter(isEnglish);
}"""


def test_every_english_line_is_known_as_english_and_no_japanese_answer(widget: Widget, page: Page) -> None:
    assert page.evaluate(ASK, LINES) == LINES
    assert page.evaluate(ASK, ANSWERS) == []


def test_the_line_over_an_answer_is_english_and_its_labels_japanese(widget: Widget, fake: FakeBackend) -> None:
    line = (
        "Log in, open 「契約一覧」 (contract list) in My Page (マイページ) or ask 富士通コンタクトライン（総合窓口）."
    )
    text = f"{line}\n\nマイページの「契約一覧」でご覧になれます。"
    fake.says(text)
    widget.open()
    widget.send("Where is my contract?")
    expect(widget.bubbles.last).to_have_text(text)
    expect(widget.panel).to_have_attribute("lang", "ja")
    expect(widget.own_bubbles.locator("[lang=en]")).to_have_text("Where is my contract?")
    expect(widget.bubbles.last.locator("[lang=en]")).to_have_text(line)
    expect(widget.bubbles.last.locator("[lang=ja]")).to_have_text(
        ["「契約一覧」", "マイページ", "富士通コンタクトライン（総合窓口）"]
    )


@pytest.mark.parametrize(
    "text", ["", "\n\n", "a\n\n\nb", "See TKT-000123 in the list please.\n\n受付番号は TKT-000123 です。"]
)
def test_no_letter_is_lost(widget: Widget, page: Page, text: str) -> None:
    joined = page.evaluate(
        """async (text) => {
          const { inLanguages } = await import("/static/widget/languages.js");
          return inLanguages(text, (plain) => [plain]).map((node) => node.textContent ?? node).join("");
        }""",
        text,
    )
    assert joined == text
