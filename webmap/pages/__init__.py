"""What single pages show, gathered from questions: a dataclass per page, made by one function."""
