"""What agents work with beside the conversation itself: the packet they take over with, notes, replies, search."""
