"""The shared outcome: the record kept beside each proposal, in five stages that both sides confirm.

The state of a stage is always computed from its entries and confirmations, never stored by hand.
"""
