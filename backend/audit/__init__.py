"""What was done to whose account, by whom and when: written once, never changed."""
