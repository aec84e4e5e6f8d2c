"""Where the README's figures come from: each is a ratio to a peer measured in the same run."""
