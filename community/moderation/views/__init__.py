"""The screens of moderation, by who looks at them."""
