// Pages of this theme work without a script; every theme has this file.
