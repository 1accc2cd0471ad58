"""Names of events that say by themselves what somebody did, as the services of analytics give them."""

from __future__ import annotations

from typing import Final

from analysis.field_names import words

ALONE: Final = frozenset({
    "tap", "click", "pageview", "screenview", "swipe", "scroll", "purchase", "login", "signup", "addtocart",
    "viewcontent",
    "longpress", "doubletap", "buttonclick", "pagehide", "linkclick", "tapped", "clicked", "initiatecheckout",
})  # fmt: skip
# Standard, automatic and recommended events of Google Analytics 4, of Meta's and TikTok's pixel and of Pinterest's tag.
STANDARD: Final = frozenset({
    "addpaymentinfo", "addshippinginfo", "addtowishlist", "begincheckout", "customizeproduct", "completepayment",
    "completeregistration", "contact", "donate", "earnvirtualcurrency", "filedownload", "findlocation",
    "firstopen", "firstvisit", "formstart", "formsubmit", "generatelead", "joingroup", "lead", "levelend", "levelstart",
    "levelup", "levelcomplete", "levelcompleted", "levelfailed", "gameover", "lessoncomplete", "quizcomplete",
    "listcomplete", "pagevisit", "postscore", "refund", "removefromcart", "schedule",
    "selectcontent", "selectitem", "selectpromotion", "sessionstart", "share", "spendvirtualcurrency",
    "starttrial", "submitapplication", "submitform", "subscribe", "tutorialbegin", "tutorialcomplete",
    "unlockachievement",
    "userengagement", "videocomplete", "videoprogress", "videostart", "viewcart", "viewcategory", "viewitem",
    "viewitemlist",
    "viewpromotion", "viewsearchresults", "watchvideo",
})  # fmt: skip


def tells_of_the_heart(value: object) -> bool:
    """Whether an event is named for the heart: ``hr_update``."""
    return isinstance(value, str) and not {"hr", "heart", "heartrate", "bpm"}.isdisjoint(words(value[:40]))
