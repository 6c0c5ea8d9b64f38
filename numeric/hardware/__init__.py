"""W(t) in double precision, with bounds that hold whatever order, threads or fused operations a BLAS takes."""
