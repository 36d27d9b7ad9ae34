"""My Page: server-rendered pages where members sign in, see and change what is theirs. A door; knows no rules."""
