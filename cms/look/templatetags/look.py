"""Ratios of colours in the look's templates."""

from django import template

from cms.look.words import ratio_words

register = template.Library()
register.filter("ratio", ratio_words)
