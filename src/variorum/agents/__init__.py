"""Tools for agents: the Model Context Protocol over what a store holds."""
