"""The chat in a browser. Only glue and looks: the conversation is `dialogue`, the judging `pipeline`. Nothing leaves the machine."""

import os

# No analytics, no look-ups, no link to the outside: set before gradio is imported, for it reads them on import.
for _name, _value in {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "GRADIO_SHARE": "False",
    "GRADIO_RUN_HISTORY": "False",
}.items():
    os.environ[_name] = _value
