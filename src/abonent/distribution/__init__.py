"""Distribution: how every copy that is due comes to the right door.

What is always true here: a door is served by at most one route of a way of delivery on a day; and what was frozen of an issue is never edited,
only added to. `routes` brings copies to doors, `freezing` stores what of an issue goes where and hands it to carriers, press and post.
"""
