"""The only place that knows where Rasa is (door 1 of docs/architecture.md)."""
