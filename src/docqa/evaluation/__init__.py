"""Questions with what is expected of them, and the answers given -> figures that say how good the answers are.

What comes in: a question file of the user's (``gold``) and answers as ``docqa batch`` writes them, asked here or read from a file. What goes out: a verdict
for each answer (``verdicts``), figures over all of them (``figures``), told as a table (``table``) or as one page of HTML (``page``, ``plots``).

Rule: what is not expected is not counted. A question without patterns cannot be right or wrong, and the report says how many there were.
"""
