"""Who may sign in and what they may do and see.

What is always true here: a view without a permission is not reachable (deny by default); a role is a set of
permissions that folders declare in their `permissions.py`, and those of a part that is off hold for nobody; which
rows a viewer sees follows from the entities he works for. Every change of a log-in or a role is a row of
`access_change`, and somebody is always left who can sign in and manage staff.
"""
