"""When an edition comes out: rules and exceptions of publication, and the issues they make.

What is always true here: an edition has at most one issue a day; two rules of an edition never hold on the same day; the calendar can
be made again at any time, and what has come out is never touched. National holidays are only a starting point: on which of them
there is no issue is the paper's own choice.
"""
