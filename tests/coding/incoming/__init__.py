"""Tests of codes that others gave."""
