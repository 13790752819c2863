"""The gallery: templates that organizations publish for everybody on this installation, once somebody looked at them."""
