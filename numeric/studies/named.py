"""The studies that there are, by name."""

from numeric.studies.flow_vs_descent import FLOW_VS_DESCENT
from numeric.studies.random_shapes import RANDOM_SHAPES
from numeric.studies.sharpness import SHARPNESS
from numeric.studies.spectral_vs_general import SPECTRAL_VS_GENERAL
from numeric.studies.study import Study
from numeric.studies.transition import TRANSITION
from numeric.studies.windows import WINDOWS

STUDIES: dict[str, Study] = {
    study.name: study for study in (TRANSITION, WINDOWS, SHARPNESS, RANDOM_SHAPES, SPECTRAL_VS_GENERAL, FLOW_VS_DESCENT)
}
