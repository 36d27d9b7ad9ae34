"""The people who work here: their accounts, sign-ins with a second factor, sessions, and who is at work now."""
