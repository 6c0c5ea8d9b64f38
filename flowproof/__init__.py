"""Views: the command line, the JSON, the HTML report and its figure. Nothing here judges; everything here shows."""
