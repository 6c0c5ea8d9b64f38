"""The derivations, one file a subject: functions of a formula, for which a wrong one can be put to see it refuted."""
