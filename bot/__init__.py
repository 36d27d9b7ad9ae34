"""The Rasa side's own parts: pure text rules, NLU components, channel and tracker store."""
