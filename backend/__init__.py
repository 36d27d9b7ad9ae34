"""The record of everything: members, orders, billing, tickets, conversations; and the doors to it."""
