"""What can be asked, in examples."""

from backend.slack import blocks
from backend.slack.asks.answers import Answer, saying

_EXAMPLES = (
    "ふつうの日本語で質問できます。回答はあなたにだけ表示され、会員には届きません。\n"
    "\n"
    "・バックアップコードをなくしたときは？\n"
    "・ORD-2026-000123はどうなってる？（請求 INV-、契約 CNT-、チケット TKT- も）\n"
    "・ログインID yamada01 の支払期日は？\n"
    "・いま誰が待ってる？\n"
    "・開いているチケットは？／期限切れのチケットは？"
)
_COMMANDS = (
    "/madoguchi help（ヘルプ）\n"
    "/madoguchi search 言葉（検索）\n"
    "/madoguchi ticket TKT-000012（チケット。番号がなければ一覧、mine で自分の分、overdue で期限切れ）\n"
    "/madoguchi order ORD-2026-000123（注文）\n"
    "/madoguchi due ログインID（支払い）\n"
    "/madoguchi 受付開始、/madoguchi 受付停止（新しい会話を受けるかどうか）"
)
ANSWER: Answer = saying(_EXAMPLES, blocks.words(_COMMANDS))
