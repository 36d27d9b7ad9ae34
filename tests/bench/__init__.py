"""What `make bench` runs: our whole product against a stock Rasa pipeline, on one machine in one run."""
