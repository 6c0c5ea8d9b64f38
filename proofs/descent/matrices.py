ONE_STEP = ()
