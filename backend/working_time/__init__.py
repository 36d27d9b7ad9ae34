"""Business days and business hours in Japan. Pure."""
