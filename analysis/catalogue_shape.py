"""The shape of ``trackers.yaml``: which keys there are and what a value may look like."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    StringConstraints,
    model_validator,
)

from analysis.catalogue_values import (
    Category,
    Cidr,
    Contact,
    Country,
    Date,
    FieldName,
    FieldNumber,
    Host,
    Id,
    LeafTail,
    Moment,
    Pattern,
    Purpose,
    Source,
    Text,
    Web,
    several,
    whole_pattern,
)
from analysis.payload import Context

Hosts = Annotated[list[Host], FailFast(), Field(min_length=1, max_length=5000)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class GroundedShape(_Shape):
    """What must say where it is from: a source that was read and when, or that everybody in the field knows it."""

    basis: Literal["common_knowledge"] | None = None
    source: Source | None = None
    read: Date | None = None


class _Read(_Shape):
    """What nobody may write from memory: the source that was read, and when."""

    source: Source
    read: Date


class ParentShape(GroundedShape):
    company: Id
    since: Moment | None = None


class InvestorShape(_Read):
    """``until`` is the day of the sale; without it the source spoke of a present investor."""

    name: Text
    company: Id | None = None
    since: Moment | None = None
    until: Moment | None = None


class PastOwnerShape(_Read):
    name: Text | None = None
    company: Id | None = None
    until: Moment | None = None

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if (self.name is None) == (self.company is None):
            raise ValueError("expected either 'company', an id, or 'name'")
        return self


class ClaimShape(_Read):
    """What a company says of itself, in our words."""

    kind: Literal["retention", "licence", "ai_training", "sharing", "sale"]
    answer: Literal["yes", "no", "opt_out"] | None = None
    says: Text


class FeedShape(_Read):
    """An edge to exactly one company, data set or model."""

    company: Id | None = None
    dataset: Id | None = None
    model: Id | None = None
    says: Text
    until: Moment | None = None

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if [self.company, self.dataset, self.model].count(None) != 2:
            raise ValueError("expected exactly one of 'company', 'dataset' and 'model'")
        return self


class RecipientShape(_Read):
    """A data set or a model: it receives, but is no company."""

    id: Id
    name: Text
    company: Id | None = None
    released: Moment | None = None
    says: Text | None = None
    feeds: Annotated[list[FeedShape], FailFast(), Field(max_length=100)] = Field(default_factory=list)


class NetworkShape(_Read):
    """Addresses that a company says are its own. ``shared``: its customers have their services there, or may have."""

    shared: Literal[True] | None = None
    ranges: Annotated[list[Cidr], FailFast(), Field(min_length=1, max_length=2000)]


class CompanyShape(GroundedShape):
    id: Id
    name: Text
    country: Country
    parent: ParentShape | None = None
    investors: Annotated[list[InvestorShape], FailFast(), Field(max_length=100)] = Field(default_factory=list)
    past_owners: Annotated[list[PastOwnerShape], FailFast(), Field(max_length=100)] = Field(
        default_factory=list
    )
    legal_entity: Text | None = None
    website: Web | None = None
    privacy_contact: Contact | None = None
    opt_out: Web | None = None
    delete_account: Web | None = None
    contact_source: Source | None = None
    contact_read: Date | None = None
    networks: Annotated[list[NetworkShape], FailFast(), Field(max_length=20)] = Field(default_factory=list)


class ConditionShape(_Shape):
    """``equals`` or ``matches``, or neither: then ``field`` must be there."""

    field: Annotated[str, StringConstraints(pattern=r"^[\w$*.:>\[\]-]{1,200}$")] | None = None
    equals: (
        Annotated[
            list[Text],
            Field(min_length=1, max_length=32),
            BeforeValidator(several, json_schema_input_type=Text | list[Text]),
        ]
        | None
    ) = None
    matches: Pattern | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.equals is not None and self.matches is not None:
            raise ValueError("expected 'equals' or 'matches', got both")
        if self.field is None and self.equals is None and self.matches is None:
            raise ValueError("expected 'field', 'equals' or 'matches', got none")
        return self


Conditions = Annotated[
    list[ConditionShape],
    Field(max_length=4),
    BeforeValidator(several, json_schema_input_type=ConditionShape | list[ConditionShape]),
]


class FieldShape(_Shape):
    context: Context | None = None
    path: Annotated[
        list[LeafTail],
        Field(min_length=1, max_length=8),
        BeforeValidator(several, json_schema_input_type=LeafTail | list[LeafTail]),
    ]
    category: Category
    property: Annotated[str, StringConstraints(pattern=r"^(x_)?[a-z][A-Za-z0-9]{1,40}$")]
    reasoning: Text
    when: Conditions = Field(default_factory=list)
    unless: Conditions = Field(default_factory=list)


Fields = Annotated[list[FieldShape], FailFast(), Field(max_length=5000)]


class FieldSetShape(_Shape):
    id: Id
    source: Source
    read: Date
    fields: Annotated[Fields, Field(min_length=1)]


class EndpointShape(_Shape):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,60}/[a-z0-9.-]{1,40}$")]
    hosts: Hosts
    method: Literal["GET", "POST", "PUT", "PATCH"] | None = None
    path: Pattern
    names: Annotated[dict[FieldNumber, FieldName], Field(max_length=2000)] = Field(default_factory=dict)
    sets: Annotated[list[Id], FailFast(), Field(max_length=16)] = Field(default_factory=list)
    fields: Fields = Field(default_factory=list)


Examples = Annotated[list[Web], FailFast(), Field(min_length=1, max_length=100)]


class ExamplesShape(_Shape):
    match: Examples
    skip: Examples


class ExactShape(_Shape):
    """This very name and none below it, where that says more than the suffix does; ``reason`` is why."""

    host: Host
    reason: Text


class HostPatternShape(_Shape):
    """Names right below a suffix of which the rest ``matches``, where no list can hold them all; ``reason`` is why."""

    below: Host
    matches: Annotated[Pattern, AfterValidator(whole_pattern)]
    reason: Text


class TrackerShape(GroundedShape):
    id: Id
    name: Text
    company: Id
    purposes: Annotated[list[Purpose], FailFast(), Field(min_length=1, max_length=20)]
    hosts: Hosts
    exact: Annotated[list[ExactShape], FailFast(), Field(max_length=100)] = Field(default_factory=list)
    patterns: Annotated[list[HostPatternShape], FailFast(), Field(max_length=20)] = Field(
        default_factory=list
    )
    references: Annotated[list[Source], FailFast(), Field(max_length=20)] = Field(default_factory=list)
    cnames: Annotated[list[Host], FailFast(), Field(max_length=500)] = Field(default_factory=list)
    first_party: Literal[True] | None = None
    data_expected: Annotated[list[Category], FailFast(), Field(max_length=100)] = Field(default_factory=list)
    endpoints: Annotated[list[EndpointShape], FailFast(), Field(max_length=1000)] = Field(
        default_factory=list
    )
    claims: Annotated[list[ClaimShape], FailFast(), Field(max_length=100)] = Field(default_factory=list)
    feeds: Annotated[list[FeedShape], FailFast(), Field(max_length=100)] = Field(default_factory=list)
    last_verified: Date
    examples: ExamplesShape


class FileShape(_Shape):
    version: Date
    companies: Annotated[list[CompanyShape], FailFast()]
    datasets: Annotated[list[RecipientShape], FailFast()] = Field(default_factory=list)
    models: Annotated[list[RecipientShape], FailFast()] = Field(default_factory=list)
    field_sets: Annotated[list[FieldSetShape], FailFast()] = Field(default_factory=list)
    trackers: Annotated[list[TrackerShape], FailFast()]
