"""What the pages of both doors that people sign in at, My Page and the console, have in common."""
