"""Door 2: what the actions may ask and order, about one conversation at a time (docs/architecture.md)."""
