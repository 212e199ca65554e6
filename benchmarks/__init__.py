"""The project's suites: phases of a run, peers on the same work, gates."""
