"""A person takes over: who speaks in a conversation, the queue, and what becomes of those who wait."""
