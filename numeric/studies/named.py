"""The studies that there are, by name."""

from numeric.studies.descent_transition import DESCENT_TRANSITION
from numeric.studies.descent_windows import DESCENT_WINDOWS
from numeric.studies.flow_vs_descent import FLOW_VS_DESCENT
from numeric.studies.random_shapes import RANDOM_SHAPES
from numeric.studies.sharpness import SHARPNESS
from numeric.studies.spectral_vs_general import SPECTRAL_VS_GENERAL
from numeric.studies.study import Study
from numeric.studies.transition import TRANSITION
from numeric.studies.windows import WINDOWS

OF_DESCENT: dict[str, Study] = {"transition": DESCENT_TRANSITION, "windows": DESCENT_WINDOWS}
"""What studies of the flow become with `flow = "descent"`."""
OF_THE_FLOW = (TRANSITION, WINDOWS, SHARPNESS, RANDOM_SHAPES, SPECTRAL_VS_GENERAL)
STUDIES: dict[str, Study] = {study.name: study for study in (*OF_THE_FLOW, FLOW_VS_DESCENT, *OF_DESCENT.values())}
