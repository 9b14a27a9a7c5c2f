"""Building a site with Hutong and with its peers, on one invented archive of news."""
