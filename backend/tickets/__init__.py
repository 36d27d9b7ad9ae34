"""Tickets: what members asked people to do."""
