"""Run the commands; only here are the environment, the clock and the terminal read.

It may import from `errors`, `text`, `facts`, `index`, `search`, `briefing`, `views` and `render`.
"""
