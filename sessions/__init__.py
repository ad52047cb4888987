"""A play being run, whoever shows it: alone here, with a class in `classroom`. No screen and no page.

Import from here: `Solo`, and `Classroom` from its wing. A session acts and keeps; front ends ask it what there is to see.
"""
