"""What members have ordered."""
