"""Multitrack keeps the picture of a peace process that runs on several tracks at once.

Importing this package opens no socket, writes no file, and reads no workspace, library or settings.
People who write Python start at :mod:`multitrack.workspace`.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
