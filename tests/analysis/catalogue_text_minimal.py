"""A small catalogue for tests, with a plain field and one on a condition."""

MINIMAL = """\
version: "2026-11-25"
companies:
  - id: acme
    name: Acme
    country: US
    source: github.com/acme/docs about.md
    read: 2026-11-25
  - id: zeta
    name: Zeta
    country: DE
    parent: {company: acme, since: "2020", basis: common_knowledge}
    basis: common_knowledge
datasets:
  - {id: crawl, name: Crawl, source: github.com/acme/docs d.md, read: 2026-11-25}
models:
  - {id: brush, name: Brush, company: zeta, released: 2022-08, source: github.com/acme/docs m.md, read: 2026-11-25}
trackers:
  - id: one
    name: One
    company: acme
    purposes: [analytics]
    hosts: [one.example]
    cnames: [cloak.example]
    endpoints:
      - id: one/v1
        hosts: [api.one.example]
        method: POST
        path: ^/v[0-9]{1,3}$
        fields:
          - {path: 'json:$.id', category: identifier.device, property: deviceId, reasoning: named so}
          - {path: 'json:$.x', category: identifier.device, property: deviceId, reasoning: so, unless: {equals: '0'}}
    source: github.com/acme/docs hosts.md
    read: 2026-11-25
    last_verified: 2026-11-25
    examples:
      match: [https://api.one.example/v1]
      skip: [https://one.example.net/]
  - id: two
    name: Two
    company: zeta
    purposes: [cdn]
    hosts: [two.example, cloudfront.net]
    basis: common_knowledge
    last_verified: 2026-11-25
    examples: {match: [https://two.example/], skip: [https://nottwo.example/]}
"""
