"""What members use: the contracts that orders lead to."""
