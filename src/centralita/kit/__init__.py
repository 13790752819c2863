"""Ground that every room stands on: time, identifiers, money, errors, encryption, outbound HTTP."""
