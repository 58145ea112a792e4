"""A made-up person's year, to look at and to try things on.

`life` makes the year up (pure, by a seed), `menu` holds what they eat, `writer` stores it.

What is true of this person, so that findings can be checked against it:

- mood is 0.35 points higher the day after each fermented serving above their usual, and
  anxiety 0.2 points lower;
- fibre, plants and the probiotic capsules have no influence on anything, although fibre is
  higher on working days, when stress is higher too;
- weekends, a holiday, two illnesses and the season move mood by themselves; illness and
  weekends change what is eaten as well.
"""
