"""What staff do from Slack: buttons, what they say to members, unlocking."""
