"""Mail and SMS: queued with the work that causes them, delivered by a worker of their own."""
