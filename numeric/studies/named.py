"""The studies that there are, by name."""

from numeric.studies.spectral_vs_general import SPECTRAL_VS_GENERAL
from numeric.studies.study import Study
from numeric.studies.transition import TRANSITION

STUDIES: dict[str, Study] = {study.name: study for study in (TRANSITION, SPECTRAL_VS_GENERAL)}
