"""policyspace: where central government, local government and residents write policy together."""
