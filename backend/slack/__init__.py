"""Staff's door in Slack: they are told there, look things up, and act."""
