"""Speed and calibration figures, runnable from a bare checkout."""
