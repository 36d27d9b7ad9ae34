"""How well a model understands: figures, calibration and reports for `bot.nlu_eval`. Nothing here needs Rasa."""
