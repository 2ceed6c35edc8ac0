"""The program's entry: `malibrief`, and `python -m malibrief`."""

import gc

# A run ends after some tens of milliseconds; looking for reference cycles would take a tenth of that and find none.
gc.disable()

from malibrief.cli.app import main  # noqa: E402  # the imports are what makes the garbage collector run

if __name__ == "__main__":
    main()
