# Everything the project can do, one line each: `make help`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
export PORT

PY := .venv/bin/python
BOT := . ops/quiet.env && bot/.venv/bin/python

.PHONY: help setup up test test-services bench bench-stock train nlu-eval lint format

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

setup:  ## Make both Python environments match their lock files
	@ops/bootstrap

up: setup  ## Run the whole product at http://127.0.0.1:8000 (PORT= moves it)
	@ops/train --if-needed
	@exec ops/up

train: setup  ## Train a model from data/ into models/
	@ops/train

test: setup  ## Every test that needs no server installed on the machine
	@ops/train --if-needed
	@ops/test

test-services: setup  ## The tests against real PostgreSQL and Redis
	@ops/test-services

bench: setup  ## Measure against a stock Rasa pipeline, in one run (EPOCHS=equal or a number shortens its training)
	@ops/train --if-needed
	@$(PY) -m tests.bench.bench $(if $(EPOCHS),--epochs $(EPOCHS)) $(if $(RESULTS),--results $(RESULTS))

bench-stock: setup  ## The same, training the stock pipeline's model again
	@ops/train --if-needed
	@$(PY) -m tests.bench.bench --retrain

nlu-eval: setup  ## Score the trained model: make nlu-eval FILE="x.jsonl …"
	@ops/train --if-needed
	@$(BOT) -m bot.nlu_eval $(FILE)

lint: setup  ## Formatting, lint, types, import rules
	@ops/lint

format: setup  ## Format the code
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix --quiet .
