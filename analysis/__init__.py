"""The core: records, journal, decoding, detection, attribution, ledger and evidence."""
