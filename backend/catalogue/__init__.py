"""What the shop sells, as far as billing tells services apart."""
