"""`python app.py`: the chat, as `smartgoals chat` starts it."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.argv[1:1] = ["chat"]
    main()
