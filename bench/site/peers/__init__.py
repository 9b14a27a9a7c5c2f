"""The generators beside Hutong: their settings, themes and the conversion they need first."""
