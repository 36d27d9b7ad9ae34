"""Proving who a conversation's visitor is: one-time codes, and tokens signed by the shop's own site."""
