"""The demo market through the real command line."""
