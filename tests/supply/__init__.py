"""What Pullquote is made of: `make audit` looks at every dependency that the lock files name."""
