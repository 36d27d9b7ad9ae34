"""Pure rules over Japanese text: no Rasa, no network, no clock."""
