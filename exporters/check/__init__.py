"""What the checker and its rules say, told: findings in each format, figures, rule pages, schemas.

One module for each format of findings; `findings` lists them.
"""
