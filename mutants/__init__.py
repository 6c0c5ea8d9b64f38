"""Plant faults in what the verdicts rest on, run what should notice, and keep on record who noticed."""
