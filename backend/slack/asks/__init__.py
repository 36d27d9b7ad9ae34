"""Staff ask the assistant in Slack: what the FAQ says, how an order stands, when something is due, who waits."""
