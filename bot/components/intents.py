"""Intents that the code knows by name."""

OUT_OF_SCOPE = "conversation_out_of_scope"
CLARIFY = "conversation_clarify"
INFORM_DUE = "inform_due"
INFORM_LOGIN_ID = "inform_login_id"
SOCIAL = frozenset({"conversation_greet", "conversation_thanks", "conversation_goodbye"})
"""Intents that are courtesies: what other messages are wrapped in."""
