"""What the browser gets: the chat widget and the demo shop page around it."""
