"""What replies are about: titles, questions and keywords from data/topics.yml, and suggestions while typing."""
