"""What the shop sells: the kinds of service as billing tells them apart, and what can be ordered and tried."""
