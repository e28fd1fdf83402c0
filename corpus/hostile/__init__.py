"""Files that mean harm, made from samples by mutation and as bombs; the same number gives the same file.

`python -m corpus.hostile --count 10 --write FOLDER` writes some to look at; without `--write` they are streamed, as
`scripts/hostile.py` wants them. Nothing here knows the program that reads them.
"""
