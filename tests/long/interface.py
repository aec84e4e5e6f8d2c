"""How many cases of each address are asked over HTTP; more with `SIM_HTTP_CASES=300 pytest -m slow tests/classroom/test_interface.py`."""

import os

CASES = int(os.environ.get("SIM_HTTP_CASES", "12"))
