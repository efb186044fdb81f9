"""The reasons for stopping that a new installation starts with; they are the publisher's own to change."""
