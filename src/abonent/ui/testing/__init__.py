"""Pages in a real browser: for tests (`browser.py`), and as pictures for people to look at (`shoot.py`)."""
