"""The fast way for rows as they mostly are; what they become is asked of the real way, and remembered."""
