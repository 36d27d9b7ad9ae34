"""What members think of single answers, and of a conversation that a person took part in."""
