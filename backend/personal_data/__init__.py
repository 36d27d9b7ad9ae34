"""Personal data in free text: hidden from staff until somebody says why they need it."""
