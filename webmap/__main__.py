"""`python -m webmap`: the command line `tryggkarta`, for a process that starts another one."""

from webmap.cli import main

main()
