"""The steps over archives of any size, into a partitioned data set, gone on with after a stop."""
