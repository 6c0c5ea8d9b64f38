"""The studies that there are, by name."""

from numeric.studies.sharpness import SHARPNESS
from numeric.studies.study import Study
from numeric.studies.transition import TRANSITION
from numeric.studies.windows import WINDOWS

STUDIES: dict[str, Study] = {study.name: study for study in (TRANSITION, WINDOWS, SHARPNESS)}
