"""Rasa NLU components of our own, one a file."""
