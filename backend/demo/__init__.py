"""The demo: believable made-up members, and a mailbox to read what was sent to them."""
