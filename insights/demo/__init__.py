"""Made-up people, to look at and to try things on.

`lives` says who there is and what is true of each, `life` makes up their days (pure, by a seed),
`menu` holds what they eat, `writer` stores it.

What moves how they feel, so that findings can be checked against it:

- fermented food above their usual moves the day after, by the points per serving that the life
  states and by nothing else of what is eaten: fibre, plants and capsules have no influence,
  although fibre is higher on working days, when stress is higher too;
- weekends, time abroad, illness and the season move mood by themselves; illness and weekends
  change what is eaten as well;
- sleep, exercise and alcohol are written down and move nothing.
"""
