"""What somebody who means harm would try, and what must come of it: nothing."""
