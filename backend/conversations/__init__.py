"""Conversations: what was said, by whom, in which order, and the turns that make the replies."""
