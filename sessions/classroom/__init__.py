"""A class being run: the instructor's acts, where the class stands, its pace, and what each screen of it may show.

Import from here: `Classroom`, `Following`, `Slide`. No screen: two terminals and a room of phones show the same.
"""
