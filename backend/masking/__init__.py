"""Secrets that members type into the chat: found and masked before anything is kept, logged, sent or handed on.

Pure functions over text. What they cannot find is named in docs/secrets-in-the-chat.md.
"""
