"""From a built site to one that readers see: check it, switch to it, switch back."""
