"""Rasa's custom actions: one module a subject, one client of the backend. Kept flat, as rasa-sdk needs it."""
