"""Words that tell whether an identifier is that of a person: those beside it, those above it, and those that deny it."""

from __future__ import annotations

from typing import Final

# What tells that an object is about a person: names within it, and names of the object itself.
OF_A_PERSON: Final = frozenset({
    "email", "emailaddress", "phone", "phonenumber", "firstname", "lastname", "givenname", "familyname", "fullname",
    "username", "birthday", "birthdate", "dateofbirth", "dob", "gender", "avatar", "useremail", "mobile", "surname",
    "msisdn", "anonymousid", "userid", "deviceid", "hashedemail", "nickname", "homecity", "steps",
    "heartrate", "sleeptimeseconds",
})  # fmt: skip
PEOPLE: Final = frozenset({
    "user", "users", "attributes", "identity", "subscriber", "subscribers", "profile", "profiles", "traits", "customer",
    "contact", "person", "member", "patient", "me", "usr", "identities", "athlete", "recipient", "recipients",
})  # fmt: skip
NOT_PEOPLE: Final = frozenset({
    "bot", "app", "application", "service", "daemon", "process", "thread", "site", "publisher", "advertiser", "seller",
    "tenant", "project", "pixel", "campaign", "class", "package", "file", "vendor", "facebook", "adwords", "developer",
    "widget", "network", "ads", "ad", "cdn", "imp", "aws", "newrelic", "analytics", "sift", "merchant", "store", "shop",
    "dropoff", "pickup", "place", "destination", "property", "container", "gtm", "module", "event", "page", "screen",
    "game", "brand", "company", "partner", "tag",
})  # fmt: skip
