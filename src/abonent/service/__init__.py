"""Service: what readers complain of, what they are given for it, and what it says of the routes.

What is always true here: a complaint is about copies that were due by the rules, which one statement says
(`subscriptions/issue_destinations`); the same of an issue is complained of once; what is given back in money is an issue credit of
`subscriptions`, and there is one where the complaint says so; what a kind of complaint gives is a rule with its history, and whoever goes
beyond it is somebody who leads the service.
"""
