"""How what people type or say is read: numbers, dates, phones, addresses, choices, yes and no."""
