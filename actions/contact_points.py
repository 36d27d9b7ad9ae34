"""Where else than in this chat to ask; the FAQ gives no number, address or hour of either."""

CONTACT_POINTS = "・Webのお問い合わせフォーム\n・富士通コンタクトライン（総合窓口）"
EASY_CONTACT_POINTS = (
    "・「Webのお問い合わせフォーム」（ウェブの おといあわせフォーム）\n"
    "・「富士通コンタクトライン（総合窓口）」（ふじつうコンタクトライン そうごうまどぐち）"
)
