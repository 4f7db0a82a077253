"""The roof: settings, addresses, processes and the house style."""
