"""What a reviewer does at the desk, without any desk: the queue, the finding, its evidence, decisions, work under way.

A session takes messages and answers with what is to be seen; it knows no browser and no notebook.
"""
