"""Members: who they are, their passwords, and setting a new one."""
