"""What people type for the theorems that are ours."""

SHARPER, SHARPEST, OWN_TARGET, EVERY_WIDTH = "4s", "4opt", "4k", "4p"
