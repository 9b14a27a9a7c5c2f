"""The converters that Hutong is measured against: which, how each is used, and where it runs."""
