"""The studies that there are, by name."""

from numeric.studies.random_shapes import RANDOM_SHAPES
from numeric.studies.spectral_vs_general import SPECTRAL_VS_GENERAL
from numeric.studies.study import Study
from numeric.studies.transition import TRANSITION

STUDIES: dict[str, Study] = {study.name: study for study in (TRANSITION, RANDOM_SHAPES, SPECTRAL_VS_GENERAL)}
