"""The local language model that writes sentences (`--engine model`): an experiment, never imported unless it is asked for.

`prompt` says what it is asked, `weights` where its weights are, `loading` brings them into memory, `decoding` writes with them,
`filling` puts the phrases in. Needs the extra: pip install 'smartgoals[local-model]'.
"""
