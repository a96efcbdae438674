"""Assess: is anybody still identifiable in what is left?"""
