"""Codes and figures in the words of pages: what a view or a template says for them."""
