"""The commands, one file each. A command's own work is imported when it runs, so that `--help` stays fast."""
