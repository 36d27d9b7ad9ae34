"""What staff are told in Slack: one message for each matter, kept up to date, with its story in the thread.

`watch.py` finds on record what there is to tell, `sights.py` says how it looks now, `courier.py` brings it to Slack.
"""
