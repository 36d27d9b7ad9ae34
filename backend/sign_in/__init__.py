"""Signing in to My Page: password, second factor, backup codes, lockout, and the sessions that follow."""
