"""Intents that the code knows by name."""

OUT_OF_SCOPE = "conversation_out_of_scope"
CLARIFY = "conversation_clarify"
INFORM_DUE = "inform_due"
INFORM_LOGIN_ID = "inform_login_id"
DENY_ANSWER = "deny_answer"
DISTRESS = "distress"
ABUSE = "abuse"
SECURITY_WORRY = "security_worry"
PLAINER = "plainer_words"
LOGIN_CODE_MISSING = "login_code_missing"
NO_TOPICS = {
    INFORM_DUE: CLARIFY,
    INFORM_LOGIN_ID: CLARIFY,
    DENY_ANSWER: CLARIFY,
    DISTRESS: OUT_OF_SCOPE,
    ABUSE: OUT_OF_SCOPE,
    SECURITY_WORRY: "conversation_handoff",
    PLAINER: "conversation_bot_challenge",
    LOGIN_CODE_MISSING: "faq_two_factor_login",
}
"""Intents that are no topics, each with the intent whose topic its reply has where there is nothing it belongs to."""
SOCIAL = frozenset({"conversation_greet", "conversation_thanks", "conversation_goodbye"})
"""Intents that are courtesies: what other messages are wrapped in."""
