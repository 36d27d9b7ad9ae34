"""The agents' console: a door for staff who have signed in with their second factor."""
