"""Suppliers, solutions and the portfolio of each government."""
