"""The figures of the papers that can be made: apart from what makes them, so that the commands are quick to import."""

NAMES = ("MV:1", "TFHV:1", "TFHV:2", "TFHV:3")
