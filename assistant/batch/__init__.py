"""Many documents, or a table of many goals: in parallel, resumable, each output whole or not at all.

`folder.run` works through a folder of documents, `table.run` through a table. What is written does not depend on how many
processes there are, on the engine, or on whether a run was cut off and resumed. All work on files is done in child processes with
limits on memory and time (`pool`); a journal in the output folder knows what has been done (`journal`).
"""
