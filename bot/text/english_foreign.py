"""English words for each kind of thing that is none of ours; read by bot/text/foreign.py."""

_OWNER = (
    r"(?:co-?worker|colleague|friend|neighbou?r|boss|wife|husband|girlfriend|boyfriend|client|competitor|customer|"
    r"ex|partner|employee|brother|sister|son|daughter|mother|father)"
)
_OTHERS = r"(?:users?|members?|customers?|people|persons?|accounts?|compan(?:y|ies)|clients?)"
_DATA = (
    r"(?:accounts?|orders?|contracts?|invoices?|bills?|passwords?|data|ids?|address(?:es)?|e-?mails?|phones?|numbers?)"
)

WORDS = {
    "order_to_bot": (
        r"\b(?:ignore|forget|disregard|bypass|override|reveal|print|show me) (?:all |the |any |every |your |of |my )*"
        r"(?:previous |prior |above |hidden |initial |system )*(?:instructions?|rules?|prompts?|source code)|"
        r"\byou have no (?:rules|limits)|\b(?:pretend|act|behave|role-?play) (?:to be|that you|you|as|like)\b|"
        r"\bfrom now on,? you|\b(?:write|code|compose|generate) (?:me )?(?:a|an|some|my|the)\b|\btranslate\b|"
        r"\bdump the (?:database|tables?)"
    ),
    "others_data": (
        rf"\b{_OWNER}(?:'s|s'|s)? (?:\w+ )?{_DATA}\b|\b(?:all|every|other|another|somebody else'?s?|someone else'?s?) "
        rf"(?:the |your )?{_OTHERS}|\b{_DATA} of (?:all|every|other|another|someone|somebody|my {_OWNER})|"
        rf"\bour competitor|\bwho is (?:also )?your customer|\bsome(?:body|one) else'?s? {_DATA}"
    ),
    "receipt": r"\breceipts?\b|\bproof of payment",
    "refund": (
        r"\brefund|\bmoney back|\breimburs|\bgive (?:me |us )?back\b|\boverpaid|\bpaid too much|"
        r"\bcharged (?:me |us )?(?:twice|double)"
    ),
    "bank_account": (
        r"\b(?:which|what|your) (?:bank )?account\b|\b(?:bank|account) (?:details|number)|\biban\b|\bswift\b|"
        r"\bwhere (?:do|should|can|to)(?: i| we)? (?:transfer|wire|send the money)"
    ),
    "price": (
        r"(?<!stock )\bpric(?:es?|ing|ed)\b|\bhow much (?:does|do|is|are|would|will|for)\b|\bcosts?\b|\bdiscounts?\b|"
        r"\bcheap(?:er|est)?\b|\bfees?\b|\bcoupons?\b|\bexpensive\b|\bper (?:month|year|hour|gb|tb)\b"
    ),
    "technical": (
        r"\b(?:vms?|virtual machines?|instances?|firewalls?|load balancers?|ports? \d+|cpus?|ram|gpus?|disks?|storage|"
        r"snapshots?|restore|smtp|smb|dkim|spf|reboot|restart|deploy(?:ment)?|latency|outage|downtime|maintenance|specs?|"
        r"throughput|databases?|os images?|connection (?:refused|timed out)|error code|install(?:ing|ation)?|"
        r"configure|cluster|node|containers?|bandwidth|certificates?)\b|"
        r"\b(?:server|service|site|network)s? (?:is|are) (?:down|slow)"
    ),
    "chat": (
        r"\b(?:weather|jokes?|horoscope|news|stock price|exchange rate|recipes?|ramen|restaurants?|football|soccer|"
        r"baseball|sumo|anime|movies?|music|sing|world cup|girlfriend|boyfriend|marry|love me|how old are you|"
        r"favou?rite|bored|boring|meaning of life|lunch|dinner|hobby|hobbies|temperature|what time is it)\b"
    ),
}
