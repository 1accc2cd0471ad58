"""Everything that touches live traffic: the recording proxy, the sniffer, and importers of capture files."""
